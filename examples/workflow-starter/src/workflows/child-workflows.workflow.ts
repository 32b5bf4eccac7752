import {
  ActivityFailure,
  ChildWorkflowFailure,
  executeChild,
  ParentClosePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import { activities } from './activities.ts';

/** What came of an album. */
export interface ConvertedAlbum {
  readonly converted: readonly string[];
  readonly failed: readonly { readonly picture: string; readonly reason: string }[];
}

/** Converts pictures, each in a workflow of its own, so many side by side. One that fails fails alone. */
export async function albumWorkflow(album: {
  pictures: readonly string[];
  concurrency: number;
}): Promise<ConvertedAlbum> {
  const waiting = [...album.pictures.entries()];
  const results: (string | { picture: string; reason: string })[] = [];
  const workLoad = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, picture] = next;
      results[at] = await convert(at, picture);
    }
  };
  await Promise.all(Array.from({ length: album.concurrency }, workLoad));
  return {
    converted: results.filter((result) => typeof result === 'string'),
    failed: results.filter((result) => typeof result !== 'string'),
  };
}

async function convert(at: number, picture: string): Promise<string | { picture: string; reason: string }> {
  try {
    return await executeChild(pictureWorkflow, {
      args: [picture],
      // Of the parent's id and the place in its list: whoever looks for it finds it.
      workflowId: `${workflowInfo().workflowId}/${at}`,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    });
  } catch (error) {
    // A child that was cancelled with its parent is no picture that failed.
    if (!(error instanceof ChildWorkflowFailure) || !(error.cause instanceof ActivityFailure)) throw error;
    return { picture, reason: error.cause.cause?.message ?? error.message };
  }
}

/** Converts one picture. */
export async function pictureWorkflow(picture: string): Promise<string> {
  return activities.convert(picture);
}
