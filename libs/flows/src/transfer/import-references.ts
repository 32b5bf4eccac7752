import { type Definition, type SubflowReference, withSubflowReferences } from '@app/definition';
import type { ImportTarget } from './import-target.js';

/** The references between the flows of a file, and what they are here. */
export class ImportReferences {
  private readonly bySlug = new Map<string, number>();
  private readonly byId = new Map<string, number>();

  constructor(private readonly targets: readonly ImportTarget[]) {
    for (const [at, { imported }] of targets.entries()) {
      this.bySlug.set(imported.slug, at);
      if (imported.id !== null) this.byId.set(imported.id, at);
    }
  }

  /** The flow that a reference names, by its place in the file; undefined: it is not in the file. */
  find({ flow }: SubflowReference): number | undefined {
    return this.bySlug.get(flow) ?? this.byId.get(flow.toLowerCase());
  }

  /**
   * The definition as it is to be kept here: flows of the file have their new ids and slugs, versions their new numbers.
   * @param numberOf the number here of a version of a flow of the file; undefined: it is not in the file
   */
  rewrite(definition: Definition, numberOf: (at: number, version: number) => number | undefined): Definition {
    return withSubflowReferences(definition, (reference) => {
      const at = this.find(reference);
      if (at === undefined) return reference;
      const { imported, id, slug } = this.targets[at] as ImportTarget;
      const version = reference.version === null ? null : (numberOf(at, reference.version) ?? reference.version);
      return { flow: reference.flow === imported.slug ? slug : id, version };
    });
  }
}
