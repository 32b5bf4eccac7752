import { ApplicationFailure } from '@temporalio/common';
import { OrderError } from '../domain/order-error.ts';

type Activities<T> = { [Name in keyof T]: (...args: never[]) => Promise<unknown> };

/** The activities, with errors of the domain as failures of Temporal: the code becomes the type, by which callers tell them apart. */
export function translatingErrors<T extends Activities<T>>(activities: T): T {
  const entries = Object.entries<(...args: never[]) => Promise<unknown>>(activities);
  return Object.fromEntries(
    entries.map(([name, activity]) => [
      name,
      (...args: never[]) =>
        activity(...args).catch((error: unknown) => {
          throw error instanceof OrderError ? toFailure(error) : error;
        }),
    ]),
  ) as T;
}

function toFailure(error: OrderError): ApplicationFailure {
  const { code, message, details, retryable } = error;
  return ApplicationFailure.create({ type: code, message, nonRetryable: !retryable, details: [details], cause: error });
}
