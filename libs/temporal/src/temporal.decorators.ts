import { Inject } from '@nestjs/common';
import { MODULE_OPTIONS_TOKEN } from './temporal.module-definition.js';

/** Injects the options that TemporalModule was registered with. */
export const InjectTemporalOptions = (): ParameterDecorator & PropertyDecorator => Inject(MODULE_OPTIONS_TOKEN);
