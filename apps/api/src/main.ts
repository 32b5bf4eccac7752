import { setSourceMapsSupport } from 'node:module';

// Stack traces name our sources; not those of libraries, whose maps take half a second to read.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
await import('./start.js');
