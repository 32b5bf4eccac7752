import scalar from '@scalar/fastify-api-reference';
import { AppError } from '@app/errors';
import { API_PREFIX, errorResponse, openApiDocument, toAppError } from '@app/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { API_DESCRIPTION } from './api-description.js';
import { docsPolicy } from './docs-policy.js';

const DOCUMENT = `/${API_PREFIX}/openapi.json`;

/** Serves the OpenAPI document, and the page `/docs` that shows it and loads nothing from outside. */
export async function serveDocs(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const document = JSON.stringify(openApiDocument(app, API_DESCRIPTION));
  fastify.get(DOCUMENT, (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.getHeader('content-type')?.toString().startsWith('text/html') === true && typeof payload === 'string') {
      void reply.header('content-security-policy', docsPolicy(payload));
    }
    done(null, payload);
  });
  await app.register(async (docs: FastifyInstance) => {
    docs.setErrorHandler(answerError);
    await docs.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: DOCUMENT,
        pageTitle: API_DESCRIPTION.title,
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}

/** Routes beside Nest's have no filter. What the page cannot make a URL of is the client's `Host`. */
function answerError(thrown: Error & { code?: string }, _request: FastifyRequest, reply: FastifyReply): void {
  const error = thrown.code === 'ERR_INVALID_URL' ? new AppError('MALFORMED_REQUEST') : toAppError(thrown);
  const { status, headers, body } = errorResponse(error);
  void reply.code(status).headers(headers).send(body);
}
