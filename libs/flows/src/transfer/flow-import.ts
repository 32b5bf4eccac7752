import type { Problem, Requirements } from '@app/definition';
import type { CheckedDefinition } from '../definition-check.js';
import type { Flow } from '../flow.entity.js';
import type { FlowTestContent } from '../test-cases/flow-test-content.js';

/** What becomes of a flow whose slug another one has here: all is refused, it gets another slug, or that flow a new version. */
export const ON_CONFLICT = ['fail', 'rename', 'new_version'] as const;

/** One of the ways. */
export type OnConflict = (typeof ON_CONFLICT)[number];

/** A version that is to be imported. */
export interface ImportedVersion {
  /** Its number where it comes from, by which others name it. */
  readonly version: number;
  readonly definition: CheckedDefinition;
  readonly message: string | null;
  readonly createdBy: string | null;
}

/** A flow that is to be imported. */
export interface ImportedFlow {
  /** Its id where it comes from, by which others name it; null: they name it by its slug. */
  readonly id: string | null;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  /** Whether publishing it needs its tests to pass; null: as it is here, and not where it is new. */
  readonly publishRequiresTests: boolean | null;
  /** What its tests are to be; null: those that it has here. */
  readonly tests: readonly FlowTestContent[] | null;
  /** What its draft is to be. */
  readonly head: ImportedVersion;
  /** Other versions, which are named by their numbers. */
  readonly pinned: readonly ImportedVersion[];
}

/** How flows are to be imported. */
export interface ImportOptions {
  readonly onConflict: OnConflict;
  /** Whether what is imported is published. */
  readonly publish: boolean;
  /** Who imports. */
  readonly by?: string | undefined;
}

/** What an import did with a flow. */
export interface ImportResult {
  readonly flow: Flow;
  /** `unchanged`: the flow that was here is the one of the file already. */
  readonly action: 'created' | 'changed' | 'unchanged';
  readonly origin: ImportedFlow;
  readonly problems: readonly Problem[];
}

/** What an import warns of. */
export const IMPORT_WARNINGS = [
  'ENV_NOT_SET',
  'SECRET_NOT_SET',
  'FLOW_NOT_FOUND',
  'FLOW_VERSION_NOT_FOUND',
  'FLOW_NOT_PUBLISHED',
] as const;

/** Something that is imported and will not work here as it is. */
export interface ImportWarning {
  readonly code: (typeof IMPORT_WARNINGS)[number];
  /** Of the setting, the secret or the flow, as it is named. */
  readonly name: string;
  readonly message: string;
}

/** What an import did. */
export interface FlowImport {
  /** In the order in which they were given. */
  readonly results: readonly ImportResult[];
  readonly warnings: readonly ImportWarning[];
  readonly requirements: Requirements;
}

/** Where a flow stands in the file, as errors name it. */
export function placeOf(at: number): string {
  return at === 0 ? 'flow' : `subflows[${at - 1}]`;
}
