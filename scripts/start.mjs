import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('start/start.ts');
