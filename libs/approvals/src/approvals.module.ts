import { RunsModule, RunStoreModule } from '@app/runs';
import { Module } from '@nestjs/common';
import { ApprovalReadRepository } from './read/approval-read.repository.js';
import { ApprovalReadService } from './read/approval-read.service.js';
import { ApprovalVoteRepository } from './vote/approval-vote.repository.js';
import { ApprovalVoteService } from './vote/approval-vote.service.js';

/** What people do with the tasks that runs give them: look, and decide. It needs DatabaseModule and TemporalModule. */
@Module({
  imports: [RunsModule, RunStoreModule],
  providers: [ApprovalReadRepository, ApprovalReadService, ApprovalVoteRepository, ApprovalVoteService],
  exports: [ApprovalReadService, ApprovalVoteService],
})
export class ApprovalsModule {}
