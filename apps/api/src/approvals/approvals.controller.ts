import { ApprovalReadService, ApprovalVoteService } from '@app/approvals';
import type { ErrorCode } from '@app/errors';
import { Endpoint, type Paged } from '@app/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParams } from '../runs/dto/id.params.js';
import { ApprovalDetailResponse, toApprovalDetailResponse } from './dto/approval-detail.response.dto.js';
import { ApprovalResponse, toApprovalResponse } from './dto/approval.response.dto.js';
import { ListApprovalsQuery, toApprovalFilter } from './dto/list-approvals.query.js';
import { VoteDto } from './dto/vote.dto.js';

const REFUSED: readonly ErrorCode[] = [
  'APPROVAL_FORM_INVALID',
  'APPROVAL_NOT_ASSIGNED',
  'APPROVAL_SELF',
  'APPROVAL_NOT_FOUND',
  'APPROVAL_CLOSED',
  'APPROVAL_ALREADY_VOTED',
  'ENCRYPTION_KEY_MISSING',
];

/** What people are asked. */
@ApiTags('approvals')
@Controller('approvals')
export class ApprovalsController {
  constructor(
    private readonly reads: ApprovalReadService,
    private readonly votes: ApprovalVoteService,
  ) {}

  @Get()
  @Endpoint({
    id: 'listApprovals',
    summary: 'The tasks of all flows, newest first',
    description:
      'Those that wait for an answer, where nothing else is asked for. Counted up to 1,000; `total` is null where there are more.',
    type: ApprovalResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED'],
  })
  async list(@Query() query: ListApprovalsQuery): Promise<Paged<ApprovalResponse>> {
    return (await this.reads.list(toApprovalFilter(query), query)).map(toApprovalResponse);
  }

  @Get(':id')
  @Endpoint({
    id: 'getApproval',
    summary: 'A task with its votes',
    type: ApprovalDetailResponse,
    errors: ['VALIDATION_FAILED', 'APPROVAL_NOT_FOUND'],
  })
  async get(@Param() { id }: IdParams): Promise<ApprovalDetailResponse> {
    return toApprovalDetailResponse(await this.reads.get(id));
  }

  @Post(':id/approve')
  @Endpoint({
    id: 'approve',
    summary: 'Approve',
    description:
      'Where as many have approved as must, the run goes on by `approved`. The answer is the task as it is then.',
    type: ApprovalDetailResponse,
    body: VoteDto,
    errors: REFUSED,
  })
  async approve(@Param() { id }: IdParams, @Body() { by, comment, form }: VoteDto): Promise<ApprovalDetailResponse> {
    await this.votes.vote(id, { by, comment, form, decision: 'approved' });
    return toApprovalDetailResponse(await this.reads.get(id));
  }

  @Post(':id/reject')
  @Endpoint({
    id: 'reject',
    summary: 'Reject',
    description: 'One rejection is enough: the run goes on by `rejected`. The answer is the task as it is then.',
    type: ApprovalDetailResponse,
    body: VoteDto,
    errors: REFUSED,
  })
  async reject(@Param() { id }: IdParams, @Body() { by, comment, form }: VoteDto): Promise<ApprovalDetailResponse> {
    await this.votes.vote(id, { by, comment, form, decision: 'rejected' });
    return toApprovalDetailResponse(await this.reads.get(id));
  }
}
