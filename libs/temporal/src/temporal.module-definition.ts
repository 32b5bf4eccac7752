import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { TemporalOptions } from './temporal.options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<TemporalOptions>({
  moduleName: 'Temporal',
})
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();
