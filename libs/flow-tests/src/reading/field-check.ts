import { AppError } from '@app/errors';

/** Takes up what is wrong, and where. */
export type Report = (path: string, message: string) => void;

/** Says what is wrong with a value. @param place where it stands, as errors name it */
export type FieldCheck = (value: unknown, place: string, report: Report) => void;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A check that fails with one message. */
export const rule =
  (holds: (value: unknown) => boolean, message: string): FieldCheck =>
  (value, place, report) => {
    if (!holds(value)) report(place, message);
  };

/** A check that a reader does, which throws AppError VALIDATION_FAILED with places of its own. */
export const readable =
  (read: (value: unknown, place: string) => unknown): FieldCheck =>
  (value, place, report) => {
    try {
      read(value, place);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'VALIDATION_FAILED') throw error;
      for (const { path, message } of error.details) report(path, message);
    }
  };

/** An object with these fields only, all of which may be missing. */
export const fields =
  (checks: Readonly<Record<string, FieldCheck>>, what: string): FieldCheck =>
  (value, place, report) => {
    if (!isObject(value)) return report(place, 'must be an object');
    for (const [name, field] of Object.entries(value)) {
      const at = `${place === '' ? '' : `${place}.`}${name.slice(0, 100)}`;
      if (Object.hasOwn(checks, name)) checks[name]?.(field, at, report);
      else report(at, `is no field of ${what}`);
    }
  };

/** A list whose items each hold. */
export const list =
  (max: number, item: FieldCheck): FieldCheck =>
  (value, place, report) => {
    if (!Array.isArray(value) || value.length > max) return report(place, `must be a list of at most ${max}`);
    for (const [at, each] of value.entries()) item(each, `${place}[${at}]`, report);
  };

/** All checks, and then the others only where the first found nothing. */
export const both =
  (first: FieldCheck, then: FieldCheck): FieldCheck =>
  (value, place, report) => {
    let isSound = true;
    first(value, place, (path, message) => {
      isSound = false;
      report(path, message);
    });
    if (isSound) then(value, place, report);
  };
