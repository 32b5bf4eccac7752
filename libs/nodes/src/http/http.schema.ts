import type { JsonObject } from '@app/definition';

const auth: JsonObject = {
  title: 'Authentication',
  description: 'Makes the `authorization` header; templates, usually of `secrets`.',
  oneOf: [
    {
      type: 'object',
      title: 'Basic',
      required: ['type', 'username', 'password'],
      additionalProperties: false,
      properties: {
        type: { const: 'basic' },
        username: { type: 'string', title: 'User name', description: 'A template.', examples: ['shop'] },
        password: {
          type: 'string',
          title: 'Password',
          description: 'A template.',
          examples: ['{{ secrets.SHOP_PASSWORD }}'],
        },
      },
    },
    {
      type: 'object',
      title: 'Bearer token',
      required: ['type', 'token'],
      additionalProperties: false,
      properties: {
        type: { const: 'bearer' },
        token: { type: 'string', title: 'Token', description: 'A template.', examples: ['{{ secrets.SHOP_TOKEN }}'] },
      },
    },
  ],
  examples: [{ type: 'bearer', token: '{{ secrets.SHOP_TOKEN }}' }],
};

/** JSON Schema of the own fields of `http`. */
export const httpSchema: JsonObject = {
  type: 'object',
  required: ['url'],
  properties: {
    method: {
      type: 'string',
      enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      default: 'GET',
      title: 'Method',
      description:
        'GET, HEAD, OPTIONS, PUT and DELETE are repeated by themselves when the worker dies during the call; POST and PATCH only with a retry policy.',
      examples: ['POST'],
    },
    url: {
      type: 'string',
      minLength: 1,
      title: 'URL',
      description: 'An absolute http or https URL without user name and password; a template.',
      examples: ['https://api.example.com/orders/{{ input.order_id }}'],
    },
    query: {
      type: 'object',
      title: 'Query',
      description:
        'Parameters that are added to the URL; templates. A list gives the parameter once for each item, null leaves it out.',
      examples: [{ page: 1, tag: ['new', 'paid'] }],
    },
    headers: {
      type: 'object',
      title: 'Headers',
      description: 'Templates, by header name. A list gives its items joined by commas, null leaves the header out.',
      examples: [{ 'x-tenant': '{{ input.tenant }}' }],
    },
    body: {
      title: 'Body',
      description:
        'A template. A string is sent as it is, null not at all, everything else as JSON, or as a form where the content-type is application/x-www-form-urlencoded.',
      examples: [{ order_id: '{{ input.order_id }}' }],
    },
    auth,
    response: {
      type: 'string',
      enum: ['auto', 'json', 'text', 'base64'],
      default: 'auto',
      title: 'Response body',
      description:
        'How the body is read. `auto` goes by its content-type: JSON as a value, text as a string, everything else as base64.',
      examples: ['json'],
    },
    success_statuses: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        oneOf: [
          { type: 'integer', minimum: 200, maximum: 599 },
          { type: 'string', pattern: '^[2-5]xx$' },
          { type: 'string', pattern: '^[2-5][0-9]{2}-[2-5][0-9]{2}$' },
        ],
      },
      default: ['2xx'],
      title: 'Success statuses',
      description:
        'Statuses that are no error: numbers, classes such as 2xx, ranges such as 200-204. A redirect that is listed is not followed.',
      examples: [['2xx', 404]],
    },
  },
};
