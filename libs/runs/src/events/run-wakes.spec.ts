import type { RunWaker } from '@app/temporal';
import { describe, expect, it } from 'vitest';
import { RunWakes } from './run-wakes.js';

function scene() {
  const woken: string[] = [];
  const answers = new Map<string, () => void>();
  const wake = (runId: string): Promise<boolean> => {
    woken.push(runId);
    return new Promise((resolve) => answers.set(runId, () => resolve(true)));
  };
  const answer = async (runId: string): Promise<void> => {
    answers.get(runId)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { wakes: new RunWakes({ wake } as RunWaker), woken, answer };
}

describe('waking runs', () => {
  it('wakes a run that got messages while it was woken once more, however many', async () => {
    const { wakes, woken, answer } = scene();
    for (let n = 0; n < 100; n += 1) wakes.wake(['a']);
    expect(woken).toEqual(['a']);
    await answer('a');
    expect(woken).toEqual(['a', 'a']);
    await answer('a');
    expect(woken).toEqual(['a', 'a']);
  });

  it('wakes a few at a time, in the order in which they were asked for', async () => {
    const { wakes, woken, answer } = scene();
    const runs = Array.from({ length: 40 }, (_, at) => `r${at}`);
    wakes.wake(runs);
    expect(woken).toEqual(runs.slice(0, 16));
    await answer('r3');
    expect(woken).toEqual(runs.slice(0, 17));
  });

  it('wakes nobody any more once it is told to stop', async () => {
    const { wakes, woken, answer } = scene();
    wakes.wake(['a', 'a']);
    wakes.wake(['a']);
    wakes.onApplicationShutdown();
    await answer('a');
    expect(woken).toEqual(['a']);
  });
});
