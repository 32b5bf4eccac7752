import { runMain } from '../process/run-main.ts';
import { chaos } from './chaos.ts';

await runMain(chaos);
