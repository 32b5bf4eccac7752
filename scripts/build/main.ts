import { step } from '../console/progress.ts';
import { runMain } from '../process/run-main.ts';
import { buildIfStale } from './build.ts';

await runMain(() => step('build', buildIfStale));
