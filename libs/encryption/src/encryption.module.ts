import { Global, Module } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { EncryptionHealthIndicator } from './encryption.health.js';
import { ConfigurableModuleClass, ENCRYPTION_OPTIONS, type EncryptionOptions } from './encryption.module-definition.js';
import { Vault } from './vault.js';

/** Encryption of masked values: the Vault, everywhere. Register it once, in the app's root. */
@Global()
@Module({
  providers: [
    { provide: Vault, inject: [ENCRYPTION_OPTIONS], useFactory: ({ keys }: EncryptionOptions) => new Vault(keys) },
    HealthIndicatorService,
    EncryptionHealthIndicator,
  ],
  exports: [Vault, EncryptionHealthIndicator],
})
export class EncryptionModule extends ConfigurableModuleClass {}
