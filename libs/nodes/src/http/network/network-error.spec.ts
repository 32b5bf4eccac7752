import { NodeError } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { networkError } from './network-error.js';

const url = new URL('https://a.example:8443/path?token=t');
const failed = (code: string, cause?: Error): Error => Object.assign(new Error('no', { cause }), { code });

describe('an error of the network', () => {
  it('names the host and the code, and nothing else of the URL', () => {
    expect(networkError(failed('ECONNRESET'), url).message).toBe('The call to a.example:8443 failed: ECONNRESET.');
  });

  it('has the code of what caused it', () => {
    const several = Object.assign(new AggregateError([failed('ECONNREFUSED'), failed('EHOSTUNREACH')]), { code: 'X' });
    expect(networkError(several, url).options.details).toEqual({ code: 'ECONNREFUSED' });
    expect(networkError(failed('UND_ERR_SOCKET', failed('EPIPE')), url).options.details).toEqual({ code: 'EPIPE' });
    expect(networkError(failed('UND_ERR_SOCKET', new Error('closed')), url).options.details).toEqual({
      code: 'UND_ERR_SOCKET',
    });
    expect(networkError(new Error('no'), url).options.details).toEqual({ code: 'UNKNOWN' });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is not worth another attempt when a certificate is refused: %s', (code) => {
    expect(networkError(failed(code), url).toRunError()).toMatchObject({ code: 'HTTP_NETWORK', retryable: false });
  });

  it('leaves the errors of the guard as they are', () => {
    const blocked = new NodeError('HTTP_BLOCKED_ADDRESS', 'no');
    expect(networkError(blocked, url)).toBe(blocked);
  });
});
