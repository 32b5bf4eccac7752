import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,30})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether the calendar has such a day; a Date takes the 30th of February for the 1st of March. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function read(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const [, day] = RFC_3339.exec(value) ?? [];
  if (day === undefined || !isDay(day)) return value;
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
