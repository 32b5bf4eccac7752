import type { Json } from '@app/definition';
import { FreeJson } from '@app/http';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { IsDuration } from './duration.decorator.js';

/** An event that is sent to a simulated run. */
@ApiSchema({ name: 'SimulatedEvent' })
export class SimulatedEventDto {
  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional(ANY_JSON)
  @FreeJson()
  payload?: Json;

  @ApiPropertyOptional({ description: 'How long after the start of the run; missing: at once.', example: '5m' })
  @IsOptional()
  @IsDuration()
  after?: string;
}
