import { EpochLostError, type RunStore } from '@app/engine';

/** The store of a driver that may write only where it turns out to be the one that is wanted. */
export function onlyIf(wanted: Promise<boolean>, store: RunStore): RunStore {
  return {
    take: (runId) => store.take(runId),
    outcome: (runId) => store.outcome(runId),
    readInbox: (runId) => store.readInbox(runId),
    readEvents: (runId, names, after) => store.readEvents(runId, names, after),
    results: (runId, paths, whole) => store.results(runId, paths, whole),
    write: async (write) => {
      if (!(await wanted)) throw new EpochLostError(`Run ${write.runId} was not started here.`);
      await store.write(write);
    },
  };
}
