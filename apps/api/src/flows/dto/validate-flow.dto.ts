import { FreeJson, IsGiven } from '@app/http';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { DEFINITION_EXAMPLE } from './definition.schema.js';

/** The body of POST /flows/validate. */
@ApiSchema({ name: 'ValidateDefinition' })
export class ValidateFlowDto {
  @ApiProperty({
    ...ANY_JSON,
    description: 'Whatever it is, the answer says what is wrong with it as a flow definition.',
    example: DEFINITION_EXAMPLE,
  })
  @FreeJson()
  @IsGiven()
  definition: unknown;
}
