// An image's HEALTHCHECK: exit code 0 when the program in this container says that it is ready.
const [variable = 'APP_PORT', path = '/api/v1/health/ready'] = process.argv.slice(2);
try {
  const answer = await fetch(`http://127.0.0.1:${process.env[variable]}${path}`, {
    signal: AbortSignal.timeout(4_000),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
