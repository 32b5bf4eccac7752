import { setSourceMapsSupport } from 'node:module';

// Stack traces name our sources. Not those of libraries, whose maps take half a second to read; and not those of
// generated code, which the SDK makes for every promise of a workflow.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
await import('./start.js');
