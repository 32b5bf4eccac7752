import { ApprovalsModule } from '@app/approvals';
import { Module } from '@nestjs/common';
import { ApprovalsController } from './approvals.controller.js';

/** The routes of approvals. */
@Module({ imports: [ApprovalsModule], controllers: [ApprovalsController] })
export class ApprovalsApiModule {}
