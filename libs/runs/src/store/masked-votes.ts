import type { Vault } from '@app/encryption';
import { shown, storedPlain } from '@app/encryption';
import type { ApprovalDecided } from '@app/engine';
import type { Json } from '@app/definition';

/** What somebody adds to a vote. */
export interface VoteWords {
  readonly comment: string | null;
  readonly form: Json;
}

/** A decision as it is left for the run: what was filled in may be encrypted. */
export type StoredDecision = Omit<ApprovalDecided, 'votes' | 'form'> & { readonly said: Said | object };

type Said = Pick<ApprovalDecided, 'votes' | 'form'>;

const wordPlace = (approvalId: string, by: string, word: keyof VoteWords) => ['approval_votes', approvalId, by, word];

const saidPlace = (runId: string, path: string, attempt: number) => ['approval.decided', runId, path, attempt];

/** What is added to a vote, as it is kept. A vote has a comment as a text. @throws AppError ENCRYPTION_KEY_MISSING */
export function toStoredWords(
  { comment, form }: VoteWords,
  mask: boolean,
  approvalId: string,
  by: string,
  vault: Vault,
): VoteWords {
  if (!mask) return { comment, form: storedPlain(form) as Json };
  const sealed = (word: keyof VoteWords, value: Json): object | null =>
    value === null ? null : vault.seal(value, wordPlace(approvalId, by, word));
  const text = sealed('comment', comment);
  return { comment: text && JSON.stringify(text), form: sealed('form', form) as Json };
}

/** What was added to a vote, as it was. @throws AppError ENCRYPTION_KEY_MISSING, MASKED_VALUE_BROKEN */
export function fromStoredWords(
  { comment, form }: VoteWords,
  mask: boolean,
  approvalId: string,
  by: string,
  vault: Vault,
): VoteWords {
  const { value } = vault.open(form, wordPlace(approvalId, by, 'form'));
  if (!mask || comment === null) return { comment, form: value };
  const text = vault.open(JSON.parse(comment) as unknown, wordPlace(approvalId, by, 'comment')).value;
  return { comment: String(text), form: value };
}

/** What was added to a vote, as it is shown. */
export function shownWords({ comment, form }: VoteWords, mask: boolean): VoteWords {
  return {
    comment: mask && comment !== null ? (shown<Json>(JSON.parse(comment) as Json) as string) : comment,
    form: shown(form),
  };
}

/** The decision as it is left for the run. @throws AppError ENCRYPTION_KEY_MISSING */
export function toStoredDecision(decided: ApprovalDecided, mask: boolean, runId: string, vault: Vault): object {
  if (!mask) return decided;
  const { votes, form, ...rest } = decided;
  return { ...rest, said: vault.seal({ votes, form }, saidPlace(runId, rest.path, rest.attempt)) };
}

/** The decision that was left. @throws AppError ENCRYPTION_KEY_MISSING, MASKED_VALUE_BROKEN */
export function votesOf(stored: ApprovalDecided | StoredDecision, runId: string, vault: Vault): ApprovalDecided {
  if (!('said' in stored)) return stored;
  const { said, ...rest } = stored;
  const { value } = vault.open(said, saidPlace(runId, rest.path, rest.attempt));
  return { ...rest, ...(value as Said) };
}
