import { childWorkflows } from './patterns/child-workflows.ts';
import { humanInTheLoop } from './patterns/human-in-the-loop.ts';
import { longRunning } from './patterns/long-running.ts';
import { saga } from './patterns/saga.ts';
import { scheduled } from './patterns/scheduled.ts';
import { signalsAndQueries } from './patterns/signals-and-queries.ts';
import { timers } from './patterns/timers.ts';
import { useWorker } from './use-worker.ts';

// One worker for all of them: to bundle its workflows takes longer than any of the tests.
const worker = useWorker();

saga(worker);
humanInTheLoop(worker);
scheduled(worker);
longRunning(worker);
signalsAndQueries(worker);
childWorkflows(worker);
timers(worker);
