import { describe, expect, it } from 'vitest';
import { articleWorkflow, reviewersQuery, reviewUpdate } from '../../src/workflows/human-in-the-loop.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function humanInTheLoop(worker: UsedWorker): void {
  describe('a workflow that asks people', () => {
    const article = (author: string, within_seconds = 60) =>
      worker().start(articleWorkflow, { title: 'On Looms', author, reviewers: ['ada', 'grace'], within_seconds });

    const toldTo = (whom: string): string[] =>
      worker()
        .journal.entries()
        .map(({ data }) => data as { to: string; text: string })
        .filter(({ to }) => to === whom)
        .map(({ text }) => text);

    it('goes on with what a reviewer says, and answers the reviewer', async () => {
      const handle = await article('joan');
      expect(await handle.query(reviewersQuery)).toEqual(['ada', 'grace']);
      const review = { by: 'ada', accepted: true };
      expect(await handle.executeUpdate(reviewUpdate, { args: [review] })).toBe('published');
      expect(await handle.result()).toEqual(review);
      expect(toldTo('joan')).toEqual(['"On Looms" was published.']);
    });

    it('refuses who may not review, and says so', async () => {
      const handle = await article('edith');
      const review = (by: string) => handle.executeUpdate(reviewUpdate, { args: [{ by, accepted: false }] });
      await expect(review('mallory')).rejects.toMatchObject({ cause: { message: 'mallory is no reviewer' } });
      expect(await review('grace')).toBe('returned');
      expect(await handle.result()).toMatchObject({ by: 'grace', accepted: false });
      expect(toldTo('edith')).toEqual(['"On Looms" was returned.']);
    });

    it('fails when nobody reviews in time', async () => {
      const handle = await article('klara', 0.2);
      await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'ReviewTimeout' } });
      expect(toldTo('klara')).toEqual(['Nobody reviewed "On Looms".']);
    });
  });
}
