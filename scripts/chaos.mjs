import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('chaos/main.ts');
