import type { ExpressionScope, PlanNode } from '@app/definition';
import type { Effect, EffectCall, Outcome } from '@app/engine';
import type { ExecutorOptions } from '../executor/executor-options.js';
import type { EffectExecutor } from '../executor/node-executor.js';
import { toNodeError } from '../executor/to-node-error.js';
import { httpCall } from './http-call.js';
import { httpLimits, type HttpLimits } from './http-options.js';
import { OriginPools } from './network/origin-pools.js';
import { buildRequest, withIdempotencyKey } from './request/build-request.js';
import { checkSecretNames, httpFields, maskedFields, secretFields } from './request/http-fields.js';
import type { HttpRequest } from './request/http-request.js';
import { recordedInput } from './request/recorded-input.js';
import type { ResponseKind } from './response/response-body.js';
import { isSuccess } from './response/success-statuses.js';
import { Scrubber } from './secret/scrubber.js';
import { readSecrets } from './secret/secret-reader.js';

const NO_SECRETS = new Scrubber([]);

/** Carries `http` nodes out, over connections that all of them share. */
export class HttpExecutor implements EffectExecutor {
  readonly kind = 'effect';
  private readonly limits: HttpLimits;
  private readonly pools: OriginPools;
  private readonly secrets: { readonly [name: string]: string };
  private readonly secretFields = new WeakMap<PlanNode, readonly string[]>();

  constructor(options: ExecutorOptions) {
    this.limits = httpLimits(options.http);
    this.pools = new OriginPools(this.limits);
    this.secrets = options.secrets ?? {};
  }

  prepare(node: PlanNode, scope: ExpressionScope, at: number): Effect {
    const secretFields = this.secretFieldsOf(node);
    if (secretFields.length > 0) {
      checkSecretNames(node, secretFields, this.secrets);
      const input = recordedInput(maskedFields(node, scope, at, secretFields, this.secrets));
      return { input, run: (call) => this.runWithSecrets(node, scope, at, call) };
    }
    const fields = httpFields(node, scope, at, null);
    const request = buildRequest(fields);
    return { input: recordedInput(fields), run: (call) => this.call(node, request, NO_SECRETS, call) };
  }

  close(): Promise<void> {
    return this.pools.close();
  }

  /** Puts the secrets in, at the moment of the effect, and takes them out of all that comes back. */
  private async runWithSecrets(node: PlanNode, scope: ExpressionScope, at: number, call: EffectCall): Promise<Outcome> {
    const reader = readSecrets(this.secrets);
    let scrubber = NO_SECRETS;
    try {
      const request = buildRequest(httpFields(node, scope, at, reader.secrets));
      scrubber = new Scrubber([...reader.read, request.headers['authorization']?.replace(/^\S+ /, '') ?? '']);
      return await this.call(node, request, scrubber, call);
    } catch (error) {
      if (error === call.signal.reason) throw error;
      if (scrubber === NO_SECRETS) scrubber = new Scrubber(reader.read);
      throw scrubber.error(toNodeError(error));
    }
  }

  private async call(node: PlanNode, request: HttpRequest, scrubber: Scrubber, call: EffectCall): Promise<Outcome> {
    const listed = node.data['success_statuses'] as readonly (number | string)[] | undefined;
    const output = await httpCall(withIdempotencyKey(request, call.idempotencyKey), {
      pools: this.pools,
      limits: this.limits,
      response: (node.data['response'] as ResponseKind | undefined) ?? 'auto',
      isSuccess: (status) => isSuccess(listed, status),
      scrubber,
      signal: call.signal,
    });
    return { output, handles: null };
  }

  private secretFieldsOf(node: PlanNode): readonly string[] {
    const known = this.secretFields.get(node);
    if (known !== undefined) return known;
    const fields = secretFields(node);
    this.secretFields.set(node, fields);
    return fields;
  }
}
