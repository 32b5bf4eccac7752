import type { NodeTypeRegistry } from '@app/definition';
import { activityExecutor } from './activity/activity.executor.js';
import { activityType } from './activity/activity.node-type.js';
import { approvalExecutor } from './approval/approval.executor.js';
import { approvalType } from './approval/approval.node-type.js';
import { assignExecutor } from './assign/assign.executor.js';
import { assignType } from './assign/assign.node-type.js';
import { CodeExecutor } from './code/code.executor.js';
import { codeType } from './code/code.node-type.js';
import { conditionExecutor } from './condition/condition.executor.js';
import { conditionType } from './condition/condition.node-type.js';
import { delayExecutor } from './delay/delay.executor.js';
import { delayType } from './delay/delay.node-type.js';
import { endExecutor } from './end/end.executor.js';
import { endType } from './end/end.node-type.js';
import { failExecutor } from './fail/fail.executor.js';
import { failType } from './fail/fail.node-type.js';
import { groupExecutor } from './group/group.executor.js';
import { groupType } from './group/group.node-type.js';
import { HttpExecutor } from './http/http.executor.js';
import { httpType } from './http/http.node-type.js';
import { logExecutor } from './log/log.executor.js';
import { logType } from './log/log.node-type.js';
import { loopExecutor } from './loop/loop.executor.js';
import { loopType } from './loop/loop.node-type.js';
import { mapExecutor } from './map/map.executor.js';
import { mapType } from './map/map.node-type.js';
import type { NodeType } from './node-type.js';
import { startExecutor } from './start/start.executor.js';
import { startType } from './start/start.node-type.js';
import { subflowExecutor } from './subflow/subflow.executor.js';
import { subflowType } from './subflow/subflow.node-type.js';
import { switchExecutor } from './switch/switch.executor.js';
import { switchType } from './switch/switch.node-type.js';
import { transformExecutor } from './transform/transform.executor.js';
import { transformType } from './transform/transform.node-type.js';
import { waitExecutor } from './wait/wait.executor.js';
import { waitType } from './wait/wait.node-type.js';
import { workflowExecutor } from './workflow/workflow.executor.js';
import { workflowType } from './workflow/workflow.node-type.js';

/** Every node type, in the order in which an editor offers them. The only list. */
export const NODE_TYPES: readonly NodeType[] = [
  { spec: startType, create: () => startExecutor },
  { spec: endType, create: () => endExecutor },
  { spec: logType, create: () => logExecutor },
  { spec: transformType, create: () => transformExecutor },
  { spec: assignType, create: () => assignExecutor },
  { spec: conditionType, create: () => conditionExecutor },
  { spec: switchType, create: () => switchExecutor },
  { spec: delayType, create: () => delayExecutor },
  { spec: httpType, create: (options) => new HttpExecutor(options) },
  { spec: codeType, create: (options) => new CodeExecutor(options) },
  { spec: mapType, create: mapExecutor },
  { spec: loopType, create: () => loopExecutor },
  { spec: groupType, create: () => groupExecutor },
  { spec: subflowType, create: () => subflowExecutor },
  { spec: activityType, create: activityExecutor },
  { spec: workflowType, create: workflowExecutor },
  { spec: waitType, create: () => waitExecutor },
  { spec: approvalType, create: () => approvalExecutor },
  { spec: failType, create: () => failExecutor },
];

/** The node types that a definition may use, by `type`: pure, for validation, compilation and `GET /node-types`. */
export const nodeTypes: NodeTypeRegistry = new Map(NODE_TYPES.map(({ spec }) => [spec.type, spec]));
