import { aDefinition, aFlow } from '@app/testing';

/** An operation as OpenAPI has it. */
export interface DocumentedOperation {
  readonly id: string;
  readonly method: string;
  /** With `{id}`, `{version}`, `{a}`, `{b}` and `{test}`. */
  readonly path: string;
  readonly takesQuery: boolean;
  /** A body that it takes; undefined: it takes none. */
  readonly body: object | undefined;
  readonly errors: readonly { readonly status: number; readonly code: string }[];
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly examples?: object }>> }>
  >;
}

/** A file of one flow, as `POST /flows/import` takes it. */
export function aFile(flow: object = {}): object {
  return {
    format: 'millrace/flow',
    format_version: 1,
    flow: { name: 'Brought', slug: 'brought', definition: aDefinition(), ...flow },
  };
}

const BODIES: Readonly<Record<string, object>> = {
  createFlow: aFlow(),
  replaceFlow: aFlow(),
  updateFlow: { name: 'x' },
  publishFlow: {},
  duplicateFlow: {},
  restoreFlowVersion: {},
  createFlowTest: { name: 'another' },
  replaceFlowTest: { name: 'a test' },
  updateFlowTest: { description: 'x' },
  testFlow: {},
  importFlows: aFile(),
  startRun: {},
  sendEvent: { name: 'paid', payload: { amount: 1 } },
  publishEvent: { name: 'paid' },
  approve: { by: 'ada' },
  reject: { by: 'ada' },
  validateDefinition: { definition: aDefinition() },
};

/** The operations of the document that `GET /openapi.json` answers with. */
export function documentedOperations(document: unknown): DocumentedOperation[] {
  const { paths } = document as { readonly paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], responses }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      takesQuery: parameters.some((parameter) => parameter.in === 'query'),
      body: BODIES[operationId],
      errors: Object.entries(responses).flatMap(([status, { content }]) =>
        Object.keys(content?.['application/json']?.examples ?? {}).map((code) => ({ status: Number(status), code })),
      ),
    })),
  );
}
