import type { Json } from '@app/definition';
import {
  type Failure,
  type SeenRun,
  type SeenStep,
  TEST_STATUSES,
  type TestReport,
  type TestResult,
} from '@app/flow-tests';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { RunErrorResponse, toRunErrorResponse } from '../../runs/dto/run-error.response.dto.js';
import { StillWaitingResponse } from '../../simulation/dto/simulation.response.dto.js';

@ApiSchema({ name: 'FlowTestFailure', description: 'Something that was expected and is otherwise.' })
class FailureResponse implements Failure {
  @ApiProperty({
    description: 'The place in the test; of an output the place inside of it too. Empty: the test as a whole.',
    example: 'expect.output.items[1].price',
  })
  path: string;

  @ApiProperty({ description: 'What is, and what was expected.', example: 'is 12, expected 10' })
  message: string;

  @ApiProperty({ ...ANY_JSON, description: 'A long value is cut, as text.' })
  expected: Json;

  @ApiProperty(ANY_JSON)
  actual: Json;
}

@ApiSchema({ name: 'TestedStep', description: 'An attempt of a node, without what went in and came out.' })
class TestedStepResponse {
  @ApiProperty()
  path: string;

  @ApiProperty()
  node_id: string;

  @ApiProperty()
  type: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  attempt: number;

  @ApiProperty()
  status: string;

  @ApiProperty({ type: () => RunErrorResponse, nullable: true })
  error: RunErrorResponse | null;
}

@ApiSchema({ name: 'TestedRun', description: 'The simulated run of a test: enough to see why it failed.' })
class TestedRunResponse {
  @ApiProperty({ enum: TEST_STATUSES })
  status: SeenRun['status'];

  @ApiProperty({ ...ANY_JSON, description: 'null where it is left out.' })
  output: Json;

  @ApiProperty({ description: 'Whether the output is left out: it has more than 64 KiB.' })
  output_left_out: boolean;

  @ApiProperty({ type: () => RunErrorResponse, nullable: true })
  error: RunErrorResponse | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Virtual milliseconds from start to end.' })
  duration_ms: number;

  @ApiProperty({ type: [StillWaitingResponse] })
  waiting_for: readonly StillWaitingResponse[];

  @ApiProperty({ type: [String], description: 'Nodes that work outside and had no mock: they gave null.' })
  unmocked: readonly string[];

  @ApiProperty({ type: [TestedStepResponse], description: 'The first 500; of a test that passed none.' })
  steps: readonly TestedStepResponse[];
}

@ApiSchema({ name: 'FlowTestResult', description: 'What became of a test.' })
class FlowTestResultResponse {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'null: it is not saved.' })
  id: string | null;

  @ApiProperty()
  name: string;

  @ApiProperty()
  passed: boolean;

  @ApiProperty({ type: [FailureResponse], description: 'At most 100, and those of names that are unknown.' })
  failures: readonly FailureResponse[];

  @ApiProperty({ type: TestedRunResponse, nullable: true, description: 'null: it could not be simulated.' })
  run: TestedRunResponse | null;
}

@ApiSchema({ name: 'FlowTestCounts', description: 'How many tests there were.' })
class FlowTestCountsResponse {
  @ApiProperty({ type: 'integer', minimum: 0 })
  total: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  passed: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  failed: number;
}

/** What became of the tests of a flow. */
@ApiSchema({ name: 'FlowTestReport', description: 'What became of the tests of a flow.' })
export class FlowTestReportResponse {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was tested.' })
  version: number;

  @ApiProperty({ type: FlowTestCountsResponse })
  summary: FlowTestCountsResponse;

  @ApiProperty({ type: [FlowTestResultResponse], description: 'By name.' })
  results: readonly FlowTestResultResponse[];
}

/** The report as clients see it. */
export function toFlowTestReportResponse({ version, results }: TestReport): FlowTestReportResponse {
  const passed = results.filter(({ failures }) => failures.length === 0).length;
  return {
    version,
    summary: { total: results.length, passed, failed: results.length - passed },
    results: results.map(toResult),
  };
}

function toResult({ id, name, failures, run }: TestResult): FlowTestResultResponse {
  return { id, name, passed: failures.length === 0, failures, run: run === null ? null : toTestedRun(run) };
}

function toTestedRun(run: SeenRun): TestedRunResponse {
  return {
    status: run.status,
    output: run.output,
    output_left_out: run.outputLeftOut,
    error: toRunErrorResponse(run.error),
    duration_ms: run.durationMs,
    waiting_for: run.waitingFor,
    unmocked: run.unmocked,
    steps: run.steps.map(toTestedStep),
  };
}

function toTestedStep({ path, nodeId, type, attempt, status, error }: SeenStep): TestedStepResponse {
  return { path, node_id: nodeId, type, attempt, status, error: toRunErrorResponse(error ?? null) };
}
