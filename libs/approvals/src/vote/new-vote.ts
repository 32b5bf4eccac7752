import type { Json } from '@app/definition';
import type { Decision } from '../approval-status.js';

/** What somebody says to a task. */
export interface NewVote {
  /** 1 to 200 characters, without white space around them. */
  readonly by: string;
  readonly decision: Decision;
  readonly comment?: string | undefined;
  /** What was filled in. */
  readonly form?: Json | undefined;
}
