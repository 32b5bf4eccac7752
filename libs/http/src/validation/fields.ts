import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Anything but a field that is missing; null is a value. */
export function IsGiven(what = 'given'): PropertyDecorator {
  return ValidateBy({
    name: 'isGiven',
    validator: { validate: (value) => value !== undefined, defaultMessage: () => `$property must be ${what}` },
  });
}

/** A UUID of any version. */
export function IsId(): PropertyDecorator {
  return Matches(UUID, { message: '$property must be a UUID' });
}

/** A whole number that comes as text, in a query or a path. */
export function IsWholeNumberText(min: number, max: number): PropertyDecorator {
  const read = (value: unknown): unknown =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  const message = `$property must be a whole number from ${min} to ${max}`;
  return applyDecorators(
    Transform(({ value }) => read(value)),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

/**
 * Some of the values, in a query: with commas between them, or the parameter repeated. The handler
 * gets a list without repetitions.
 */
export function IsListText(values: readonly string[]): PropertyDecorator {
  const read = (value: unknown): unknown[] => {
    const parts = [value].flat().flatMap((part: unknown) => (typeof part === 'string' ? part.split(',') : [part]));
    return [...new Set(parts)];
  };
  return applyDecorators(
    Transform(({ value }) => read(value)),
    ValidateBy({
      name: 'isListText',
      validator: {
        validate: (value) => Array.isArray(value) && value.every((part) => values.includes(part as string)),
        defaultMessage: () => `$property must be one or more of ${values.join(', ')}, with commas between them`,
      },
    }),
  );
}

/** Whether PostgreSQL can hold a text: it takes no NUL and no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** A text of so many characters that PostgreSQL can hold. */
export function IsText(min: number, max: number): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: {
      validate: (value) =>
        typeof value === 'string' && value.length >= min && value.length <= max && isStorableText(value),
      defaultMessage: () =>
        `$property must be a text of ${min} to ${max} characters, without NUL and broken surrogate pairs`,
    },
  });
}
