import type { RunWaitView } from '@app/runs';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What a run waits for. */
@ApiSchema({ name: 'RunWait', description: 'An event, people or foreign code that a node of a run waits for.' })
export class RunWaitResponse {
  @ApiProperty({ enum: ['event', 'approval', 'activity', 'workflow'], enumName: 'RunWaitType' })
  type: 'event' | 'approval' | 'activity' | 'workflow';

  @ApiProperty({ description: 'The node in the run: its id, below those of its containers.' })
  path: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The name of the event; else null.' })
  event: string | null;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The task; null for all but an approval.',
  })
  approval_id: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The title of the task; null for all but an approval.' })
  title: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The type of the activity or workflow; else null.' })
  name: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The queue that its workers poll; else null.' })
  task_queue: string | null;

  @ApiProperty({
    type: 'boolean',
    nullable: true,
    description:
      'Whether a worker has asked that queue for work in the last 90 s. false: nobody takes it on. null: not known, or no activity or workflow.',
  })
  polled: boolean | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  since: Date;
}

const NOTHING = { event: null, approval_id: null, title: null, name: null, task_queue: null, polled: null };

/** What clients see of it. */
export function toRunWaitResponse(wait: RunWaitView): RunWaitResponse {
  const { type, path, since } = wait;
  const common = { ...NOTHING, type, path, since };
  if (wait.type === 'event') return { ...common, event: wait.event };
  if (wait.type === 'approval') return { ...common, approval_id: wait.approvalId, title: wait.title };
  return { ...common, name: wait.name, task_queue: wait.taskQueue, polled: wait.polled };
}
