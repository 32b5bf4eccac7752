import type { CheckedDefinition } from './definition-check.js';
import type { FlowChange, NewVersion } from './flow-change.js';
import type { Flow } from './flow.entity.js';
import type { VersionNote } from './flow.inputs.js';

/** What can be changed of a flow beside its draft. */
export type FlowFields = Partial<Pick<Flow, 'name' | 'slug' | 'description' | 'status' | 'publishRequiresTests'>>;

/** Those of the fields that are given and differ from the flow's. */
export function changedFields(
  flow: Flow,
  given: { readonly [F in keyof FlowFields]: FlowFields[F] | undefined },
): FlowFields {
  const names = Object.keys(given) as (keyof FlowFields)[];
  return Object.fromEntries(
    names.filter((name) => given[name] !== undefined && given[name] !== flow[name]).map((name) => [name, given[name]]),
  );
}

/** Whether the definition is the flow's draft already, the order of its keys included. */
export function isDraft(flow: Flow, { definition }: Pick<CheckedDefinition, 'definition'>): boolean {
  return JSON.stringify(definition) === JSON.stringify(flow.definition);
}

/** A version made of the definition. */
export function newVersion(
  { definition, contentHash }: Pick<CheckedDefinition, 'definition' | 'contentHash'>,
  version: number,
  { message, by }: VersionNote,
): NewVersion {
  return { version, definition, contentHash, message: message ?? null, createdBy: by ?? null };
}

/** Saves the definition as the flow's next version. */
export function nextDraft(
  flow: Flow,
  definition: Pick<CheckedDefinition, 'definition' | 'contentHash'>,
  note: VersionNote,
): FlowChange {
  return { version: newVersion(definition, flow.version + 1, note) };
}

/** Keeps the message, where there is one, on a version that is there. */
export function saidOf(version: number, message: string | undefined): FlowChange {
  return message === undefined ? {} : { said: { version, message } };
}
