import { describe, expect, it } from 'vitest';
import { recordedInput } from './recorded-input.js';

const nothing = { method: 'GET', url: 'https://a.example', query: null, headers: null, body: null, auth: null };

describe('what a step shows of a call', () => {
  it('has all that was sent, and nothing that was not', () => {
    expect(recordedInput({ ...nothing, query: { a: 1 }, headers: { 'x-b': 'c' }, body: [1] })).toEqual({
      method: 'GET',
      url: 'https://a.example',
      query: { a: 1 },
      headers: { 'x-b': 'c' },
      body: [1],
    });
    expect(recordedInput(nothing)).toEqual({ method: 'GET', url: 'https://a.example' });
  });

  it.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'X-Api-Key',
    'apikey',
    'X-Auth-Token',
    'x-auth',
    'X-Amz-Security-Token',
    'x-hub-signature',
    'client-secret',
  ])('shows no value of the header %s, even one that was written into the flow', (name) => {
    expect(recordedInput({ ...nothing, headers: { [name]: 'v' } })).toMatchObject({ headers: { [name]: '***' } });
  });

  it.each(['accept', 'author', 'x-request-id', 'content-type', 'idempotency-key'])('shows the header %s', (name) => {
    expect(recordedInput({ ...nothing, headers: { [name]: 'v' } })).toMatchObject({ headers: { [name]: 'v' } });
  });

  it('shows of auth its type and user name only', () => {
    expect(recordedInput({ ...nothing, auth: { type: 'basic', username: 'u', password: 'p' } })).toMatchObject({
      auth: { type: 'basic', username: 'u', password: '***' },
    });
    expect(recordedInput({ ...nothing, auth: { type: 'bearer', token: 't' } })).toMatchObject({
      auth: { type: 'bearer', token: '***' },
    });
  });

  it('shows no parameter that carries a credential', () => {
    expect(recordedInput({ ...nothing, query: { access_token: 't', page: 2 } })).toMatchObject({
      query: { access_token: '***', page: 2 },
    });
  });

  it('shows no credential that was written into the URL', () => {
    const url = 'https://u:p@a.example/x?page=2&access_token=t&api-key=k#token=x';
    expect(recordedInput({ ...nothing, url })).toEqual({
      method: 'GET',
      url: 'https://***@a.example/x?page=2&access_token=***&api-key=***#token=x',
    });
  });
});
