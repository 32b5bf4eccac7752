import { AppError } from '@app/errors';
import { contentOf, type Flow, type FlowTest, type FlowTestContent, FlowTestRepository } from '@app/flows';
import { Injectable } from '@nestjs/common';
import { unknownNames } from './reading/check-names.js';
import { isTooLarge } from './reading/flow-test-fields.js';
import { toContent, TOO_LARGE, toWritten, type WrittenFlowTest } from './reading/read-flow-test.js';

/** The tests of flows. What is saved was checked field by field; the nodes that it names must be those of the draft. */
@Injectable()
export class FlowTestService {
  constructor(private readonly tests: FlowTestRepository) {}

  /** By name. @throws AppError FLOW_NOT_FOUND */
  list(flowId: string): Promise<FlowTest[]> {
    return this.tests.list(flowId);
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_TEST_NOT_FOUND */
  get(flowId: string, id: string): Promise<FlowTest> {
    return this.tests.get(flowId, id);
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, VALIDATION_FAILED, FLOW_TEST_NAME_TAKEN, FLOW_TEST_LIMIT */
  create(flowId: string, written: WrittenFlowTest): Promise<FlowTest> {
    return this.tests.change(flowId, (tests, flow) => tests.insert(flowId, assertFits(toContent(written), flow)));
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_TEST_NOT_FOUND, FLOW_ARCHIVED, VALIDATION_FAILED, FLOW_TEST_NAME_TAKEN */
  replace(flowId: string, id: string, written: WrittenFlowTest): Promise<FlowTest> {
    return this.tests.change(flowId, async (tests, flow) =>
      tests.update(await tests.get(flowId, id), assertFits(toContent(written), flow)),
    );
  }

  /** Changes the fields that are given. @throws AppError as `replace` */
  change(flowId: string, id: string, changes: Partial<WrittenFlowTest>): Promise<FlowTest> {
    return this.tests.change(flowId, async (tests, flow) => {
      const test = await tests.get(flowId, id);
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return tests.update(test, assertFits(toContent({ ...toWritten(contentOf(test)), ...given }), flow));
    });
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_TEST_NOT_FOUND, FLOW_ARCHIVED */
  remove(flowId: string, id: string): Promise<void> {
    return this.tests.change(flowId, async (tests) => tests.remove(await tests.get(flowId, id)));
  }
}

/** @throws AppError VALIDATION_FAILED that names all that does not fit the flow's draft */
function assertFits(content: FlowTestContent, { definition }: Flow): FlowTestContent {
  const tooLarge = isTooLarge(toWritten(content)) ? [{ path: '', message: TOO_LARGE }] : [];
  const details = [...tooLarge, ...unknownNames(content, definition)].slice(0, 1_000);
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details });
  return content;
}
