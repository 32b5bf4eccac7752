import type { AppConfig } from '@app/config';
import type { ServerNames } from '@app/flows';

/** What flows can read on this server, as far as this process knows: workers should have the same. */
export function serverNames({ flowEnv, flowSecrets }: AppConfig): ServerNames {
  return { env: new Set(Object.keys(flowEnv)), secrets: new Set(Object.keys(flowSecrets)) };
}
