import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** Who is asked. */
@ApiSchema({ name: 'Assignees', description: 'Who is asked.' })
export class AssigneesResponse {
  @ApiProperty({ type: [String], description: 'Where there are any, only they may decide.' })
  users: readonly string[];

  @ApiProperty({ type: [String], description: 'Recorded, and not checked: there are no logins yet.' })
  roles: readonly string[];
}
