import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('test/check.ts');
