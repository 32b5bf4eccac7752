import { describe, expect, it } from 'vitest';
import { calledActivityId, calledWorkflowId, callWorkflowId } from '../src/workflows/call-id.js';

const RUN = '01a1fd38-92e9-76cc-b361-9f9d6a8d9d40';
/** Twenty containers deep, each id as long as ids may be. */
const deep = (last: string): string => `${`${'n'.repeat(64)}[99999].`.repeat(20)}${last}`;

describe('the ids of calls', () => {
  it('are the run and the path, and of what is begun anew the attempt', () => {
    expect(calledActivityId(RUN, 'orders[17].charge')).toBe(`${RUN}/orders[17].charge`);
    expect(calledWorkflowId(RUN, 'charge', 2)).toBe(`${RUN}/charge#2`);
    expect(callWorkflowId(RUN, 'orders[17].charge#2')).toBe(`call-${RUN}/orders[17].charge#2`);
  });

  it('are no longer than Temporal takes, and differ where their paths do', () => {
    const ids = ['a', 'b'].flatMap((last) => [
      calledActivityId(RUN, deep(last)),
      calledWorkflowId(RUN, deep(last), 10_000),
      callWorkflowId(RUN, `${deep(last)}#10000`),
    ]);
    for (const id of ids) expect(id.length).toBeLessThan(1_000);
    expect(new Set(ids)).toHaveLength(ids.length);
    expect(ids.filter((id) => id.endsWith('#10000'))).toHaveLength(4);
  });
});
