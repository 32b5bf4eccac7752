import { Endpoint } from '@app/http';
import { EventPublishService, EventSendService } from '@app/runs';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParams } from '../runs/dto/id.params.js';
import { PublishedEventResponse, toPublishedEventResponse } from './dto/published-event.response.dto.js';
import { SendEventDto } from './dto/send-event.dto.js';
import { SentEventResponse, toSentEventResponse } from './dto/sent-event.response.dto.js';

/** Events that runs wait for. */
@ApiTags('events')
@Controller()
export class EventsController {
  constructor(
    private readonly sends: EventSendService,
    private readonly publishes: EventPublishService,
  ) {}

  @Post('runs/:id/events')
  @Endpoint({
    id: 'sendEvent',
    summary: 'Send an event to a run',
    description:
      'The run keeps it until a `wait` node takes it, also one that is reached later. The answer is 202 once it is kept, even while Temporal is down.',
    status: 202,
    type: SentEventResponse,
    body: SendEventDto,
    errors: ['EVENT_UNKNOWN', 'EVENT_INVALID', 'RUN_NOT_FOUND', 'RUN_ENDED', 'ENCRYPTION_KEY_MISSING'],
  })
  async send(@Param() { id }: IdParams, @Body() event: SendEventDto): Promise<SentEventResponse> {
    return toSentEventResponse(await this.sends.send(id, event));
  }

  @Post('events')
  @Endpoint({
    id: 'publishEvent',
    summary: 'Send an event to all runs that wait for its name',
    description:
      'It is for the runs that wait at this moment: none keeps it for later. They have it all, or, where the answer is an error, none.',
    status: 202,
    type: PublishedEventResponse,
    body: SendEventDto,
    errors: ['EVENT_INVALID', 'ENCRYPTION_KEY_MISSING'],
  })
  async publish(@Body() event: SendEventDto): Promise<PublishedEventResponse> {
    return toPublishedEventResponse(await this.publishes.publish(event));
  }
}
