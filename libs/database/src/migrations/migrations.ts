import { Foundation1763700000000 } from './1763700000000-foundation.js';
import { RunSettings1764000100000 } from './1764000100000-run-settings.js';
import { MessagesAndChildren1764000200000 } from './1764000200000-messages-and-children.js';
import { ApprovalLists1764000250000 } from './1764000250000-approval-lists.js';
import { EventsByName1764000260000 } from './1764000260000-events-by-name.js';
import { TaskQueues1764000350000 } from './1764000350000-task-queues.js';
import { FlowPublications1764000400000 } from './1764000400000-flow-publications.js';
import { FlowTests1764000500000 } from './1764000500000-flow-tests.js';
import { ExpressRuns1764000600000 } from './1764000600000-express-runs.js';
import { MapSlices1764000700000 } from './1764000700000-map-slices.js';
import { MaskedApprovals1764000800000 } from './1764000800000-masked-approvals.js';
import { UncheckedHistories1764000900000 } from './1764000900000-unchecked-histories.js';

/** All migrations, oldest first. Append-only: what was released is never edited. */
export const MIGRATIONS = [
  Foundation1763700000000,
  RunSettings1764000100000,
  MessagesAndChildren1764000200000,
  ApprovalLists1764000250000,
  EventsByName1764000260000,
  TaskQueues1764000350000,
  FlowPublications1764000400000,
  FlowTests1764000500000,
  ExpressRuns1764000600000,
  MapSlices1764000700000,
  MaskedApprovals1764000800000,
  UncheckedHistories1764000900000,
];
