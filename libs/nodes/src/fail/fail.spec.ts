import type { Json, JsonObject } from '@app/definition';
import type { NodeError } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { failExecutor } from './fail.executor.js';

const fail = (data: JsonObject, input: Json = {}) =>
  (thrown(() => failExecutor.compute(planNode('fail', data), aScope({ input }), AT)) as NodeError).toRunError();

describe('fail', () => {
  it('fails with its code, message and details', () => {
    const data = { code: 'ORDER_{{ input.why }}', message: 'Order {{ input.id }}', details: { id: '{{ input.id }}' } };
    expect(fail(data, { why: 'LATE', id: 7 })).toEqual({
      code: 'ORDER_LATE',
      message: 'Order 7',
      details: { id: 7 },
      retryable: false,
    });
  });

  it('is FLOW_FAILED where no code is given', () => {
    expect(fail({})).toMatchObject({ code: 'FLOW_FAILED', message: expect.stringMatching(/./) as string });
  });

  it('is never tried again, even under the code of an error that is', () => {
    expect(fail({ code: 'HTTP_NETWORK' }).retryable).toBe(false);
  });

  it('refuses a code that is none', () => {
    expect(fail({ code: '{{ input }}' }, 'two words').code).toBe('NODE_DATA_INVALID');
  });

  it('refuses details that are too large', () => {
    expect(fail({ details: '{{ input }}' }, 'x'.repeat(70_000)).code).toBe('OUTPUT_TOO_LARGE');
  });
});
