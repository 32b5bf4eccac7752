export { assertNoErrors, assertRunnable, type CheckedDefinition, definitionToKeep } from './definition-check.js';
export { type FlowCopy, FlowCopyService, MAX_NAME } from './flow-copy.service.js';
export { FLOW_ENTITIES } from './flow-entities.js';
export { FLOW_SORTS, type FlowListQuery, type FlowSort } from './flow-list.query.js';
export type { FlowSummary } from './flow-list.repository.js';
export { FlowListService } from './flow-list.service.js';
export { FLOW_STATUSES, type FlowStatus } from './flow-status.js';
export { FlowVersion } from './flow-version.entity.js';
export type { FlowVersionSummary } from './flow-version.repository.js';
export { FlowVersionService, type Published, type VersionDiff } from './flow-version.service.js';
export { Flow } from './flow.entity.js';
export type { ExpectedVersions, FlowChanges, FlowContent, VersionNote } from './flow.inputs.js';
export { FlowService, type SavedFlow } from './flow.service.js';
export { FlowsModule } from './flows.module.js';
export { FlowPublication } from './publication/flow-publication.entity.js';
export { FlowPublicationService, type Publication } from './publication/flow-publication.service.js';
export { isSlug, MAX_SLUG, SLUG } from './slug.js';
export { contentOf, FLOW_TEST_LIMITS, type FlowTestContent } from './test-cases/flow-test-content.js';
export { FlowTestGate, type TestedVersion } from './test-cases/flow-test-gate.js';
export { FlowTest } from './test-cases/flow-test.entity.js';
export { FlowTestRepository } from './test-cases/flow-test.repository.js';
export type { FlowTestWriter } from './test-cases/flow-test-writer.js';
export type { ExportedFlow, FlowExport } from './transfer/flow-export.js';
export { FlowExportService } from './transfer/flow-export.service.js';
export {
  type FlowImport,
  IMPORT_WARNINGS,
  type ImportedFlow,
  type ImportedVersion,
  type ImportOptions,
  type ImportResult,
  type ImportWarning,
  ON_CONFLICT,
  type OnConflict,
  placeOf,
} from './transfer/flow-import.js';
export { FlowImportService } from './transfer/flow-import.service.js';
export type { ServerNames } from './transfer/import-warnings.js';
export { TRANSFER_LIMITS } from './transfer/transfer-limits.js';
export { maskProblems } from './mask-problems.js';
export { SubflowCheck } from './subflows/subflow-check.js';
export { numberOf, type VersionName } from './version-name.js';
