import { describe, expect, it } from 'vitest';
import type { NodeView } from '@app/definition';
import { STATE_VERSION, type NodeState, type NodeStatus, type RunState } from '../core/state.js';
import { endedViews } from './open-run.js';

const node = (status: NodeStatus): NodeState => ({ status, taken: 0, dead: 0, attempt: 1, failures: 1, readyAt: 0 });

const state: RunState = {
  version: STATE_VERSION,
  status: 'running',
  deadline: null,
  scopes: { '': { scope: 0, open: 1, end: null, nodes: { failed: node('failed'), pausing: node('waiting') } } },
};

describe('what expressions see of nodes after a takeover', () => {
  it('leaves out a node that pauses between two attempts, and one that nothing has touched', () => {
    const view: NodeView = { status: 'failed', output: null, error: { code: 'X', message: 'no' } };
    const stored = new Map([
      ['failed', view],
      ['pausing', view],
      ['untouched', view],
    ]);
    expect([...endedViews(state, stored).keys()]).toEqual(['failed']);
  });
});
