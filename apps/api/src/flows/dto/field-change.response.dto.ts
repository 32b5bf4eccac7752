import type { FieldChange, FieldChangeKind, Json } from '@app/definition';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';

const KINDS: readonly FieldChangeKind[] = ['added', 'removed', 'changed', 'reordered'];

/** One field that differs. */
@ApiSchema({ name: 'FieldChange', description: 'One field that differs, as deep inside as it can be told.' })
export class FieldChangeResponse implements FieldChange {
  @ApiProperty({ example: 'data.headers.accept' })
  path: string;

  @ApiProperty({
    enum: KINDS,
    enumName: 'FieldChangeKind',
    description: '`reordered`: the same keys in another order, which is that of an output.',
  })
  change: FieldChangeKind;

  @ApiPropertyOptional({ ...ANY_JSON, description: 'Missing where there was nothing; the keys, where `reordered`.' })
  before?: Json;

  @ApiPropertyOptional({
    ...ANY_JSON,
    description: 'Missing where there is nothing any more; the keys, where `reordered`.',
  })
  after?: Json;

  @ApiPropertyOptional({ type: 'boolean', description: 'The values are too large to be shown.' })
  left_out?: true;
}
