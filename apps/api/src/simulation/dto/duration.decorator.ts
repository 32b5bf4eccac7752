import { durationMs } from '@app/definition';
import { ValidateBy } from 'class-validator';

/** A duration of the flow language: `30s`, `1h30m`, `PT30S`. */
export function IsDuration(): PropertyDecorator {
  return ValidateBy({
    name: 'isDuration',
    validator: {
      validate: (value) => typeof value === 'string' && durationMs(value) !== null,
      defaultMessage: () => '$property must be a duration, such as 30s, 1h30m or PT30S',
    },
  });
}
