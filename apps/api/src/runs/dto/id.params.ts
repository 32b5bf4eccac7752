import { IsId } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';

/** The id in a route. */
export class IdParams {
  @ApiProperty({ type: 'string', format: 'uuid' })
  @IsId()
  id: string;
}
