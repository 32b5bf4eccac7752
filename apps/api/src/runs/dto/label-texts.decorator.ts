import { LABEL_NAME, RUN_SETTINGS_LIMITS } from '@app/definition';
import { isStorableText } from '@app/http';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

/** What a label in a query is: its name, a colon, its text. */
export const LABEL_TEXT = `${LABEL_NAME.slice(0, -1)}:`;

/** Characters of a label in a query. */
export const MAX_LABEL_TEXT = 63 + 1 + RUN_SETTINGS_LIMITS.label;

const TEXT = new RegExp(LABEL_TEXT);

const isLabelText = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= MAX_LABEL_TEXT && TEXT.test(value) && isStorableText(value);

/** Labels such as `customer:17`, in a query, each a parameter of its own: their texts may hold commas. The handler gets a list. */
export function IsLabelTexts(): PropertyDecorator {
  const max = RUN_SETTINGS_LIMITS.labels;
  return applyDecorators(
    Transform(({ value }) => [value].flat() as unknown),
    ValidateBy({
      name: 'isLabelTexts',
      validator: {
        validate: (value) => Array.isArray(value) && value.length <= max && value.every(isLabelText),
        defaultMessage: () => `$property must be a name and a text such as customer:17, at most ${max} times`,
      },
    }),
  );
}
