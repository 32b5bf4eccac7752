import { loadConfig } from '@app/config';
import { migrateDown, migrateUp } from './migration-runner.js';

/**
 * Command: `migrate` brings the schema up to date, `migrate down` takes the newest migration back.
 * Exit code 1, with the reason, when it could not.
 */
const { database } = loadConfig();
try {
  if (process.argv[2] === 'down') {
    await migrateDown(database);
    process.stdout.write('The newest migration was taken back.\n');
  } else {
    const names = await migrateUp(database);
    process.stdout.write(names.length === 0 ? 'The schema is up to date.\n' : `Done: ${names.join(', ')}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
