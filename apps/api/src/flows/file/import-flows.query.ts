import { type ImportOptions, ON_CONFLICT, type OnConflict } from '@app/flows';
import { IsText } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

const READ: Readonly<Record<string, boolean>> = { true: true, false: false };

/** The query of POST /flows/import. */
export class ImportFlowsQuery {
  @ApiPropertyOptional({
    enum: ON_CONFLICT,
    enumName: 'OnConflict',
    default: 'fail',
    description:
      'What becomes of a flow whose slug another one has here. `fail`: nothing is imported; `rename`: it gets another slug; `new_version`: the flow that has it gets the name, the description and, where it differs, the draft, as a new version.',
  })
  @IsIn(ON_CONFLICT)
  on_conflict: OnConflict = 'fail';

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description: 'Whether each flow of the file is published: only if nothing is wrong with any of them.',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (READ[value] ?? value) : value))
  @IsBoolean({ message: '$property must be true or false' })
  publish: boolean = false;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description: 'Who imports. Missing: whoever saved the versions.',
  })
  @IsOptional()
  @IsText(1, 200)
  by?: string;
}

/** How the import is to be done. */
export function toImportOptions({ on_conflict, publish, by }: ImportFlowsQuery): ImportOptions {
  return { onConflict: on_conflict, publish, by };
}
