import { ApplicationFailure, condition, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import { activities } from './activities.ts';

/** Something to be read by a person before it goes out. */
export interface Article {
  readonly title: string;
  readonly author: string;
  readonly reviewers: readonly string[];
  /** So long there is to review it. */
  readonly within_seconds: number;
}

/** What a reviewer says. */
export interface Review {
  readonly by: string;
  readonly accepted: boolean;
  readonly comment?: string;
}

/** An update, not a signal: whoever sends it hears whether it counts. */
export const reviewUpdate = defineUpdate<'published' | 'returned', [Review]>('review');
export const reviewersQuery = defineQuery<readonly string[]>('reviewers');

/** Asks for a review, waits for a person, and publishes or gives back; without a review in time it fails. */
export async function articleWorkflow(article: Article): Promise<Review> {
  const { title, author, reviewers } = article;
  let review: Review | undefined;
  setHandler(reviewersQuery, () => (review ? [] : reviewers));
  setHandler(
    reviewUpdate,
    (given) => {
      review = given;
      return given.accepted ? 'published' : 'returned';
    },
    { validator: (given) => refuseUnless(given) },
  );

  for (const to of reviewers) await activities.notify({ to, text: `Please review "${title}".` });
  const reviewed = await condition(() => review !== undefined, article.within_seconds * 1000);
  if (!reviewed || !review) {
    await activities.notify({ to: author, text: `Nobody reviewed "${title}".` });
    throw ApplicationFailure.nonRetryable(`Nobody reviewed "${title}" in time.`, 'ReviewTimeout');
  }
  await activities.notify({ to: author, text: `"${title}" was ${review.accepted ? 'published' : 'returned'}.` });
  return review;

  /** What is thrown here is told to whoever sent the update, and leaves no trace in the history. */
  function refuseUnless({ by }: Review): void {
    if (review) throw new Error(`${review.by} has reviewed it`);
    if (!reviewers.includes(by)) throw new Error(`${by} is no reviewer`);
  }
}
