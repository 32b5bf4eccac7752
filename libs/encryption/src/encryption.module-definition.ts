import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { EncryptionKey } from './vault.js';

/** What an application says to EncryptionModule. */
export interface EncryptionOptions {
  /** The first one encrypts, all of them decrypt. */
  readonly keys: readonly EncryptionKey[];
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: ENCRYPTION_OPTIONS } =
  new ConfigurableModuleBuilder<EncryptionOptions>().setClassMethodName('forRoot').build();
