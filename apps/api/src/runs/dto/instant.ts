import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,30})?(?:Z|[+-]\d{2}:\d{2})$/i;

function read(value: unknown): unknown {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return value;
  // A leap second is the last of its minute.
  const at = new Date(value.toUpperCase().replace(/:60(?=[.Z+-])/, ':59'));
  return Number.isNaN(at.getTime()) ? value : at;
}

/** A point in time that comes as text (RFC 3339); the handler gets a Date. */
export function IsInstantText(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => read(value)),
    ValidateBy({
      name: 'isInstantText',
      validator: {
        validate: (value) => value instanceof Date,
        defaultMessage: () => '$property must be a time such as 2026-01-31T12:00:00Z',
      },
    }),
  );
}
