import type { RunWaitView } from '@app/runs';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What a run waits for. */
@ApiSchema({ name: 'RunWait', description: 'An event or people that a node of a run waits for.' })
export class RunWaitResponse {
  @ApiProperty({ enum: ['event', 'approval'], enumName: 'RunWaitType' })
  type: 'event' | 'approval';

  @ApiProperty({ description: 'The node in the run: its id, below those of its containers.' })
  path: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The name of the event; null for an approval.' })
  event: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The task; null for an event.' })
  approval_id: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The title of the task; null for an event.' })
  title: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  since: Date;
}

/** What clients see of it. */
export function toRunWaitResponse(wait: RunWaitView): RunWaitResponse {
  const { type, path, since } = wait;
  if (wait.type === 'event') return { type, path, event: wait.event, approval_id: null, title: null, since };
  return { type, path, event: null, approval_id: wait.approvalId, title: wait.title, since };
}
