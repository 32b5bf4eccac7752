/** Something that happens outside of a simulated run. */
interface Happening {
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number;
  readonly order: number;
  readonly key: string | null;
  happen(): void;
}

/** What will happen outside of a simulated run, in order of virtual time, and of its planning within a moment. */
export class OutsideWorld {
  private planned: Happening[] = [];
  private count = 0;

  /** When the next thing happens; null: nothing will. */
  get next(): number | null {
    return this.planned.reduce<number | null>((next, { at }) => (next === null || at < next ? at : next), null);
  }

  /** @param key by which it can be called off */
  plan(at: number, key: string | null, happen: () => void): void {
    this.planned.push({ at, order: (this.count += 1), key, happen });
  }

  callOff(key: string): void {
    this.planned = this.planned.filter((each) => each.key !== key);
  }

  /** Lets everything happen whose time has come. */
  passTo(now: number): void {
    const due = this.planned.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at || a.order - b.order);
    this.planned = this.planned.filter(({ at }) => at > now);
    for (const each of due) each.happen();
  }
}
