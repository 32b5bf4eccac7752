import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

// Tests say what went wrong; a replay that is meant to fail is no reason to.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});
