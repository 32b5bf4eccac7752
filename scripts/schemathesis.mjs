import { runUnderProjectNode } from './bootstrap/bootstrap.mjs';

await runUnderProjectNode('schemathesis/main.ts');
