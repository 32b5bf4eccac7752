import { contentHash, type Definition, subflowReferences } from '@app/definition';
import type { NewVersion } from '../flow-change.js';
import type { FlowWriter } from '../flow-writer.js';
import type { ImportedVersion } from './flow-import.js';
import type { ImportReferences } from './import-references.js';
import type { ImportTarget } from './import-target.js';

/** What is known of a flow's versions while they are placed. */
interface Placed {
  /** Numbers here, by the number in the file. */
  readonly numbers: Map<number, number>;
  /** What is to be added, lowest number first. */
  readonly added: NewVersion[];
  next: number;
}

/**
 * Gives the versions of a file their numbers here, and puts these in where they are named. A version that a flow has
 * here already keeps its number, so that a file that is imported again adds nothing.
 */
export class ImportVersions {
  private readonly placed: readonly Placed[];
  /** Those whose own references are being placed. */
  private readonly open = new Set<ImportedVersion>();

  constructor(
    private readonly writer: FlowWriter,
    private readonly targets: readonly ImportTarget[],
    private readonly references: ImportReferences,
    private readonly by: string | undefined,
  ) {
    this.placed = targets.map(({ existing }) => ({
      numbers: new Map(),
      added: [],
      next: (existing?.version ?? 0) + 1,
    }));
  }

  /** What each flow is to get, in their order: of a flow that gets something, the last is its draft. */
  async place(): Promise<readonly (readonly NewVersion[])[]> {
    for (const [at, { imported }] of this.targets.entries())
      for (const version of imported.pinned.toSorted((a, b) => a.version - b.version))
        await this.placeNamed(at, version);
    for (const [at, { imported }] of this.targets.entries()) {
      await this.placeReferences(imported.head);
      this.placeHead(at, imported.head);
    }
    return this.placed.map(({ added }) => added);
  }

  /** A version that others name by its number: those that it names come first. In a circle, some number must come before what it stands for. */
  private async placeNamed(at: number, version: ImportedVersion): Promise<void> {
    const placed = this.placed[at] as Placed;
    if (placed.numbers.has(version.version)) return;
    if (this.open.has(version)) {
      placed.numbers.set(version.version, this.reserve(placed));
      return;
    }
    this.open.add(version);
    await this.placeReferences(version);
    this.open.delete(version);
    const definition = this.rewritten(version);
    const reserved = placed.numbers.get(version.version);
    const number = reserved ?? (await this.same(at, definition)) ?? this.reserve(placed);
    placed.numbers.set(version.version, number);
    if (number >= this.firstOf(at)) this.add(placed, number, version, definition);
  }

  private async placeReferences({ definition }: ImportedVersion): Promise<void> {
    for (const reference of subflowReferences(definition.definition)) {
      const at = reference.version === null ? undefined : this.references.find(reference);
      const { head, pinned } = (at === undefined ? undefined : this.targets[at]?.imported) ?? { pinned: [] };
      const named = [...pinned, ...(head ? [head] : [])].find(({ version }) => version === reference.version);
      if (at !== undefined && named !== undefined) await this.placeNamed(at, named);
    }
  }

  /** What is to be the draft is the newest version, or becomes it. */
  private placeHead(at: number, head: ImportedVersion): void {
    const placed = this.placed[at] as Placed;
    const definition = this.rewritten(head);
    const newest = placed.added.at(-1) ?? this.targets[at]?.existing ?? null;
    const isNewest = newest !== null && isSame(newest.definition, definition);
    const number = isNewest ? newest.version : this.reserve(placed);
    if (!isNewest) this.add(placed, number, head, definition);
    if (!placed.numbers.has(head.version)) placed.numbers.set(head.version, number);
  }

  private rewritten({ definition }: ImportedVersion): Definition {
    return this.references.rewrite(definition.definition, (at, version) => this.placed[at]?.numbers.get(version));
  }

  private async same(at: number, definition: Definition): Promise<number | undefined> {
    const { existing } = this.targets[at] as ImportTarget;
    if (existing === null) return undefined;
    const alike = await this.writer.versionsLike(existing.id, contentHash(definition));
    return alike.find((each) => isSame(each.definition, definition))?.version;
  }

  private firstOf(at: number): number {
    return (this.targets[at]?.existing?.version ?? 0) + 1;
  }

  private reserve(placed: Placed): number {
    return placed.next++;
  }

  private add(
    { added }: Placed,
    version: number,
    { message, createdBy }: ImportedVersion,
    definition: Definition,
  ): void {
    const row = { version, definition, contentHash: contentHash(definition), message, createdBy: this.by ?? createdBy };
    // A number that was reserved in a circle may be lower than one that was taken since.
    added.splice(added.findLastIndex((each) => each.version < version) + 1, 0, row);
  }
}

const isSame = (one: Definition, other: Definition): boolean => JSON.stringify(one) === JSON.stringify(other);
