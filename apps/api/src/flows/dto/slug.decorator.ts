import { isSlug } from '@app/flows';
import { ValidateBy } from 'class-validator';

/** A text that can be the slug of a flow. */
export function IsSlug(): PropertyDecorator {
  return ValidateBy({
    name: 'isSlug',
    validator: {
      validate: (value) => typeof value === 'string' && isSlug(value),
      defaultMessage: () =>
        '$property must be 1 to 63 lower-case letters and digits, with single `-` between them, and not look like a UUID',
    },
  });
}
