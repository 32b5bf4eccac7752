import type { ConfigProblem } from './config-error.js';
import type { Environment } from './environment.js';

const isSet = (env: Environment, name: string): boolean => (env[name]?.trim() ?? '') !== '';

/** Rules over more than one variable: the problems that are found. */
export function problemsBetween(env: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (isSet(env, 'TEMPORAL_TLS_CERT_FILE') !== isSet(env, 'TEMPORAL_TLS_KEY_FILE')) {
    problems.push({ name: 'TEMPORAL_TLS_CERT_FILE', rule: 'and TEMPORAL_TLS_KEY_FILE must be set together' });
  }
  if (isSet(env, 'TEMPORAL_API_KEY') && env['TEMPORAL_TLS']?.trim() !== 'true') {
    problems.push({ name: 'TEMPORAL_API_KEY', rule: 'must not be sent unencrypted: set TEMPORAL_TLS to `true`' });
  }
  return problems;
}
