export { contentHash } from './content-hash.js';
export type { Definition, DefinitionEdge, DefinitionNode } from './definition.js';
export type {
  DefinitionDiff,
  EdgeChange,
  EdgeReference,
  FieldChange,
  FieldChangeKind,
  LayoutDiff,
  ListDiff,
  NodeChange,
  NodeReference,
} from './diff/definition-diff.js';
export { diffDefinitions } from './diff/diff-definitions.js';
export { DIFF_LIMITS, type DiffLimits } from './diff/diff-budget.js';
export { durationMs } from './duration.js';
export { compileExpression, type CompileOptions } from './expression/compile-expression.js';
export { compileTemplate } from './expression/compile-template.js';
export { EXPRESSION_LIMITS, type ExpressionLimits } from './expression/evaluator.js';
export type { Evaluable, ExpressionScope, NodeView } from './expression/expression-scope.js';
export { rootNames, type RootNames } from './expression/root-names.js';
export { truthy } from './expression/truthy.js';
export type { Json, JsonObject } from './json.js';
export { nodeTypeDocument, type NodeTypeDocument } from './node-type/node-type-document.js';
export type { FieldKind, NodeKind, NodeTypeRegistry, NodeTypeSpec } from './node-type/node-type-spec.js';
export { normalize } from './normalize.js';
export { commonDataSchema } from './node-type/common-data-schema.js';
export { compile } from './plan/compile.js';
export type { Join, Plan, PlanEdge, PlanErrorEdge, PlanNode, PlanScope, RetryPolicy } from './plan/plan.js';
export type { ConcurrencySettings, OnLimit, RunSettings } from './plan/run-settings.js';
export { LABEL_NAME, RUN_SETTINGS_LIMITS, SHORT_WORK_MS } from './plan/run-settings-limits.js';
export { readsBeforeStart } from './plan/run-settings-reads.js';
export { requirementsOf, type Requirements } from './requirements/requirements.js';
export {
  subflowReference,
  type SubflowReference,
  subflowReferences,
  withSubflowReferences,
} from './requirements/subflow-references.js';
export type { SchemaProblem } from './schema/schema-messages.js';
export { compileSchema, type SchemaCheck } from './schema/user-schema.js';
export { DEFINITION_LIMITS, type DefinitionLimits } from './validation/definition-limits.js';
export type { Choice, Problem, Severity } from './validation/problem.js';
export { PROBLEMS, type ProblemCode, type ProblemEntry } from './validation/problems.js';
export { validate } from './validation/validate.js';
