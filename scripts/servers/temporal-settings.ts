/**
 * Dynamic configuration of every Temporal server that this project starts or ships (deploy/temporal/dynamic-config.yaml
 * is tested against it). The defaults are meant for clusters: on a server with few shards a queue that is polled 20
 * times a second makes every step wait 50 to 100 ms for the next poll, and the limits per second refuse bursts that
 * one machine can well carry.
 */
export const TEMPORAL_SETTINGS: Readonly<Record<string, number | boolean>> = {
  'history.transferProcessorMaxPollRPS': 10_000,
  'history.timerProcessorMaxPollRPS': 10_000,
  'history.visibilityProcessorMaxPollRPS': 10_000,
  'history.outboundProcessorMaxPollRPS': 10_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'history.persistencePerShardNamespaceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'frontend.namespaceCount': 20_000,
  'frontend.persistenceMaxQPS': 100_000,
  'frontend.namespaceRPS.visibility': 1_000,
  'system.visibilityPersistenceMaxReadQPS': 100_000,
  'system.visibilityPersistenceMaxWriteQPS': 100_000,
  'system.enableEagerWorkflowStart': true,
};

/** What only a server in one process gains from: one partition needs no forwarding between partitions. */
export const SINGLE_SERVER_SETTINGS: Readonly<Record<string, number | boolean>> = {
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};
