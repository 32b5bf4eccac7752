import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('test/test.ts');
