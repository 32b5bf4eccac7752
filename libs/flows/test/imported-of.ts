import type { FlowVersion } from '../src/flow-version.entity.js';
import { definitionToKeep } from '../src/definition-check.js';
import type { ExportedFlow, FlowExport } from '../src/transfer/flow-export.js';
import type { ImportedFlow, ImportedVersion } from '../src/transfer/flow-import.js';

/** What was exported, as a file brings it elsewhere. */
export function importedOf({ flow, subflows }: FlowExport): ImportedFlow[] {
  return [flow, ...subflows].map(flowOf);
}

function flowOf({
  flow: { id, name, slug, description, publishRequiresTests },
  head,
  pinned,
  tests,
}: ExportedFlow): ImportedFlow {
  const own = { id, name, slug, description, publishRequiresTests };
  return { ...own, tests, head: versionOf(head), pinned: pinned.map(versionOf) };
}

function versionOf({ version, definition, message, createdBy }: FlowVersion): ImportedVersion {
  const copy = JSON.parse(JSON.stringify(definition)) as unknown;
  return { version, definition: definitionToKeep(copy), message, createdBy };
}
