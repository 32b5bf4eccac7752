import { storedPlain, type Vault } from '@app/encryption';
import type { ChildEnded, EventMessage, InboxMessage, NodeResult, StepResult, StepWrite } from '@app/engine';
import { type StoredDecision, votesOf } from './masked-votes.js';

/** Of a call that is encrypted, what stays readable: who waits for which task queue is asked of it. */
const CALL_FACTS = ['name', 'task_queue', 'mask'];

/** Names of what a step has, in the places that its values are bound to. */
type StepValue = 'input' | 'output';

const stepPlace = (runId: string, path: string, attempt: number, value: StepValue) => [
  'run_steps',
  runId,
  path,
  attempt,
  value,
];

const outputPlace = (runId: string) => ['runs', runId, 'output'];

const resultPlace = (runId: string, path: string, attempt: number) => ['node.result', runId, path, attempt];

const eventPlace = (name: string) => ['event', name];

/** Values of a run as they are kept. Each throws AppError ENCRYPTION_KEY_MISSING where a key is needed that is not there. */
export const toStored = {
  input({ path, attempt, type, input, maskInput }: StepWrite, runId: string, vault: Vault): unknown {
    if (input === undefined || maskInput !== true) return storedPlain(input);
    const isCall = type === 'activity' || type === 'workflow';
    const facts = isCall ? Object.entries(input as object).filter(([name]) => CALL_FACTS.includes(name)) : [];
    return vault.seal(input, stepPlace(runId, path, attempt, 'input'), Object.fromEntries(facts));
  },

  output({ path, attempt, output, maskOutput }: StepWrite, runId: string, vault: Vault): unknown {
    if (output === undefined || maskOutput !== true) return storedPlain(output);
    return vault.seal(output, stepPlace(runId, path, attempt, 'output'));
  },

  runOutput(output: unknown, mask: boolean, runId: string, vault: Vault): unknown {
    return mask && output !== undefined ? vault.seal(output, outputPlace(runId)) : storedPlain(output);
  },

  result({ mask, outcome, ...rest }: NodeResult, runId: string, vault: Vault): unknown {
    if (outcome === undefined) return rest;
    const place = resultPlace(runId, rest.path, rest.attempt);
    return { ...rest, outcome: mask === true ? vault.seal(outcome, place) : outcome };
  },

  payload(payload: unknown, mask: boolean, name: string, vault: Vault): unknown {
    return mask ? vault.seal(payload, eventPlace(name)) : storedPlain(payload);
  },
};

/** A step as it is read, with the attempt that its values are bound to. */
export type StoredStep = StepResult & { readonly attempt: number };

/** Values of a run as they were. Each throws AppError ENCRYPTION_KEY_MISSING, MASKED_VALUE_BROKEN. */
export const fromStored = {
  step({ attempt, ...step }: StoredStep, runId: string, vault: Vault): StepResult {
    const { value: input } = vault.open(step.input, stepPlace(runId, step.path, attempt, 'input'));
    const { value: output, sealed } = vault.open(step.output, stepPlace(runId, step.path, attempt, 'output'));
    return { ...step, input, output, masked: sealed };
  },

  call<T>(call: T, runId: string, path: string, attempt: number, vault: Vault): T {
    return vault.open(call, stepPlace(runId, path, attempt, 'input')).value;
  },

  message(message: InboxMessage, runId: string, vault: Vault): InboxMessage {
    const { kind, data } = message;
    if (kind === 'node.result') return { ...message, data: result(data as NodeResult, runId, vault) };
    if (kind === 'child.ended') return { ...message, data: child(data as ChildEnded, vault) };
    if (kind !== 'approval.decided') return message;
    return { ...message, data: votesOf(data as StoredDecision, runId, vault) };
  },

  event(event: EventMessage, vault: Vault): EventMessage {
    return { ...event, payload: vault.open(event.payload, eventPlace(event.name)).value };
  },
};

function result(stored: NodeResult, runId: string, vault: Vault): NodeResult {
  const { outcome, path, attempt } = stored;
  if (outcome === undefined) return stored;
  return { ...stored, outcome: vault.open(outcome, resultPlace(runId, path, attempt)).value };
}

/** The output is that of the child's row. */
function child(stored: ChildEnded, vault: Vault): ChildEnded {
  const { value, sealed } = vault.open(stored.output, outputPlace(stored.run_id));
  return { ...stored, output: value, masked: sealed };
}
