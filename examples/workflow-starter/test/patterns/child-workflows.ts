import { describe, expect, it } from 'vitest';
import { albumWorkflow } from '../../src/workflows/child-workflows.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function childWorkflows(worker: UsedWorker): void {
  describe('a workflow with children', () => {
    it('has each item done by a child, and keeps their order, whichever fail', async () => {
      const pictures = ['a.png', 'b.jpg', 'c.gif', 'd.png', 'e.gif'];
      const album = await worker().start(albumWorkflow, { pictures, concurrency: 2 });
      expect(await album.result()).toEqual({
        converted: ['a.webp', 'b.webp', 'd.webp'],
        failed: ['c.gif', 'e.gif'].map((picture) => ({ picture, reason: `${picture} cannot be read.` })),
      });
      const child = worker().client.workflow.getHandle(`${album.workflowId}/1`);
      expect(await child.result()).toBe('b.webp');
      expect((await child.describe()).parentExecution?.workflowId).toBe(album.workflowId);
    });

    it('has nothing to do for an empty list', async () => {
      const album = await worker().start(albumWorkflow, { pictures: [], concurrency: 2 });
      expect(await album.result()).toEqual({ converted: [], failed: [] });
    });
  });
}
