import { TestWorkflowEnvironment } from '@temporalio/testing';

// The library downloads only in order to start a server.
try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: {
        type: 'cached-download',
        ...(process.argv[2] ? { downloadDir: process.argv[2] } : {}),
        ttl: '365 days',
      },
    },
  });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
