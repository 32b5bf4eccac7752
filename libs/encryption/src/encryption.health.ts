import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Vault } from './vault.js';

/** Whether this process has had the keys of all encrypted values that it read. */
@Injectable()
export class EncryptionHealthIndicator {
  constructor(
    private readonly vault: Vault,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** Down, with the ids of the keys, once one was missing. */
  check<const Key extends string>(key: Key): HealthIndicatorResult<Key> {
    const { missing } = this.vault;
    const session = this.indicators.check(key);
    return missing.length === 0 ? session.up() : session.down({ missing_keys: missing });
  }
}
