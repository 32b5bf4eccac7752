export { EncryptionHealthIndicator } from './encryption.health.js';
export { EncryptionModule } from './encryption.module.js';
export type { EncryptionOptions } from './encryption.module-definition.js';
export { MASK, shown, sqlIsSealed, storedPlain } from './sealed.js';
export { type EncryptionKey, NO_KEYS, type Opened, type Place, Vault } from './vault.js';
