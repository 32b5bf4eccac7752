import { attemptKey, type CallRequest, type CallWait, type ShellCalls } from '@app/engine';

/**
 * What a run's own workflow carries out at a time at most: as many results of the 2 MiB that Temporal
 * takes as its history, of 50 MiB, has room for.
 */
const MAX_OWN = 16;
/** And for how long, for it cannot continue as new meanwhile. */
const MAX_OWN_MS = 600_000;
/** A worker that polls takes an activity on within moments. One that waits longer waits in a workflow of its own. */
const CLAIM_WITHIN_MS = 20_000;
/** Characters of the arguments that one answer of `advanceRun` takes into the history. */
const MAX_OWN_CHARACTERS = 262_144;

/** Who carries out the calls that a run waits for. */
export interface Shares {
  /** What the shell is told: with the call where it is the shell's own to begin. */
  readonly told: readonly CallWait[];
  /** Those that are to have a workflow of their own and may have none yet. */
  readonly begin: readonly CallWait[];
  /** Keys of those whose workflow is there and is not wanted any more. */
  readonly stop: readonly string[];
  /** Those whose workflow should be there. */
  readonly lookAfter: readonly CallWait[];
}

/**
 * Short activities, a few at a time, are the run's own workflow's: that costs least. What may last, and
 * what is many, has a workflow of its own, so that the run's can continue as new, and be started again.
 */
export function shareOut(waits: readonly CallWait[], shell: ShellCalls | undefined): Shares {
  const listed = new Set(waits.map(keyOf));
  const apart = new Set(shell?.apart);
  const unclaimed = new Set(shell?.unclaimed);
  const room = new OwnRoom(shell?.full === true ? 0 : MAX_OWN - count(shell?.own ?? [], listed));
  const shares = { told: [] as CallWait[], begin: [] as CallWait[], lookAfter: [] as CallWait[] };
  for (const wait of waits) {
    const key = keyOf(wait);
    const isNew = unclaimed.has(key) || wait.call !== null;
    const isOwn = !unclaimed.has(key) && wait.call !== null && room.take(wait.call);
    shares.told.push(isOwn ? { ...wait, claimWithinMs: CLAIM_WITHIN_MS } : { ...wait, call: null });
    if (isNew && !isOwn) shares.begin.push(wait);
    if (!isNew && apart.has(key)) shares.lookAfter.push(wait);
  }
  return { ...shares, stop: [...apart].filter((key) => !listed.has(key)) };
}

const keyOf = ({ path, attempt }: CallWait): string => attemptKey(path, attempt);

const count = (keys: readonly string[], listed: ReadonlySet<string>): number =>
  keys.filter((key) => listed.has(key)).length;

class OwnRoom {
  private characters = MAX_OWN_CHARACTERS;

  constructor(private places: number) {}

  take(call: CallRequest): boolean {
    if (this.places <= 0 || call.kind !== 'activity' || (call.timeout_ms ?? Infinity) > MAX_OWN_MS) return false;
    const { length } = JSON.stringify(call);
    if (length > this.characters) return false;
    this.places -= 1;
    this.characters -= length;
    return true;
  }
}
