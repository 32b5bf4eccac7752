import { runMain } from '../process/run-main.ts';
import { runSchemathesis } from './run-schemathesis.ts';

await runMain(runSchemathesis);
