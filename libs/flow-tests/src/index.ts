export { TEST_STATUSES } from './expectation/expectations.js';
export type { Failure } from './expectation/failure.js';
export { FlowTestService } from './flow-test.service.js';
export { FlowTestsModule } from './flow-tests.module.js';
export { FLOW_TEST_DESCRIPTION, FLOW_TEST_NAME, type FlowTestField } from './reading/flow-test-fields.js';
export { checkedField, readFlowTest, toWritten, type WrittenFlowTest } from './reading/read-flow-test.js';
export { type AskedTests, FlowTestRunService, type TestReport, type TestResult } from './run/flow-test-run.service.js';
export type { SeenRun, SeenStep } from './run/test-outcome.js';
