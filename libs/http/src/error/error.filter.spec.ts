import type { ArgumentsHost } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ErrorBody } from './error-body.js';
import { ErrorFilter } from './error.filter.js';

/** What the filter answers and logs. */
function answer(thrown: Error, errored: Error | null) {
  const logged = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  onTestFinished(() => logged.mockRestore());
  const sent: { status?: number; code?: string } = {};
  const reply = {
    raw: {},
    code: (status: number) => ((sent.status = status), reply),
    headers: () => reply,
    type: () => reply,
    send: (body: ErrorBody) => (sent.code = body.error.code),
  };
  const http = { getResponse: () => reply, getRequest: () => ({ id: 'r', raw: { errored } }) };
  new ErrorFilter().catch(thrown, { switchToHttp: () => http } as unknown as ArgumentsHost);
  return { ...sent, logged: logged.mock.calls.length };
}

it('tells a body that broke off from a broken connection to PostgreSQL, which looks the same', () => {
  const reset = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const ofRequest = reset();
  expect(answer(ofRequest, ofRequest)).toEqual({ status: 400, code: 'MALFORMED_REQUEST', logged: 0 });
  expect(answer(reset(), ofRequest)).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE', logged: 1 });
  expect(answer(reset(), null)).toMatchObject({ status: 503 });
});
