import { timeMs } from '@app/simulation';
import { ValidateBy } from 'class-validator';

/** A time with its offset: `2026-11-21T08:30:00Z`. */
export function IsTime(): PropertyDecorator {
  return ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value) => typeof value === 'string' && timeMs(value) !== null,
      defaultMessage: () => '$property must be a time, as in 2026-11-21T08:30:00Z',
    },
  });
}
