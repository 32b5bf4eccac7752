import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('build/main.ts');
