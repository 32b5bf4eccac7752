import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

const NAMES: readonly unknown[] = ['draft', 'published'];

/** A version's name in a path or a query, for OpenAPI. */
export const VERSION_NAME = {
  type: 'string',
  pattern: '^(draft|published|[1-9][0-9]{0,8})$',
  example: 'draft',
} as const;

/** A version's number, or `draft`, or `published`, in a path or a query. */
export function IsVersionName(): PropertyDecorator {
  const read = (value: unknown): unknown =>
    typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : value;
  return applyDecorators(
    Transform(({ value }) => read(value)),
    ValidateBy({
      name: 'isVersionName',
      validator: {
        validate: (value) => typeof value === 'number' || NAMES.includes(value),
        defaultMessage: () => '$property must be a version: a whole number from 1 to 999999999, `draft` or `published`',
      },
    }),
  );
}
