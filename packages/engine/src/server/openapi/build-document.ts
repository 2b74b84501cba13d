import { z } from 'zod';
import { VERSION } from '../../version.ts';
import { type Operation, TAGS } from './operation.ts';
import { OPERATIONS } from './operations.ts';

type Json = Record<string, unknown>;

/** What can go wrong everywhere, by status. */
const FAILURES: Readonly<Record<number, string>> = {
  400: 'The request is wrong; `param` names the field.',
  401: 'The key is missing or not valid.',
  402: 'There are not enough credits.',
  403: 'The plan or the key does not include it.',
  404: 'There is no such model, voice, job or result.',
  413: 'The file is too large.',
  429: 'Too many requests; `Retry-After` tells how long to wait.',
  500: 'The server failed.',
  503: 'The server cannot serve now; `Retry-After` tells how long to wait.',
};

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'request_id'],
      properties: {
        code: {
          type: 'string',
          enum: [
            'bad_request',
            'unauthorized',
            'insufficient_credits',
            'forbidden',
            'not_found',
            'file_too_large',
            'rate_limited',
            'internal_error',
            'model_loading',
          ],
        },
        message: { type: 'string', description: 'What happened.' },
        hint: { type: 'string', description: 'What to do about it.' },
        reason: { type: 'string', description: 'A finer code.' },
        param: { type: 'string', description: 'The field that is wrong.' },
        request_id: { type: 'string' },
        credits_required: { type: 'integer' },
        credits_available: { type: 'integer' },
      },
    },
  },
};

/** The interface as an OpenAPI 3.1 document, made of the schemas that requests are checked with. */
export function buildOpenApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Potoo',
      version: VERSION,
      description: 'One voice interface: text to speech, speech to text, and work on recordings.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ key: [] }, {}],
    tags: TAGS,
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key that `potoo keys create` made.' } },
      schemas: { Error: ERROR },
      responses: Object.fromEntries(Object.entries(FAILURES).map(([status, text]) => [`E${status}`, failure(text)])),
    },
  };
}

function describeOperation(operation: Operation): Json {
  const { method, path, tag, summary, description, json, form, query, answers, status = 200 } = operation;
  const content = Object.fromEntries(answers.map((type) => [type, { schema: schemaOf(type) }]));
  const body = { ...(json && jsonContent(json)), ...(form && formContent(form, json === undefined)) };
  const hasBody = json !== undefined || form !== undefined;
  return {
    tags: [tag],
    summary,
    operationId: `${method}${path.replace(/[^a-z]+(.)?/gi, (_, next: string = '') => next.toUpperCase())}`,
    ...(description !== undefined && { description }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(hasBody && { requestBody: { required: true, content: body } }),
    responses: {
      [status]: { description: 'Done.', ...(answers.length > 0 && { content }) },
      ...Object.fromEntries(Object.keys(FAILURES).map((code) => [code, { $ref: `#/components/responses/E${code}` }])),
    },
  };
}

function jsonContent(schema: z.ZodType): Json {
  return { 'application/json': { schema: toSchema(schema) } };
}

function formContent({ fields, file }: NonNullable<Operation['form']>, needsFile: boolean): Json {
  const schema = toSchema(fields);
  const audio = {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: 'An audio or video file.',
  };
  const properties = { [file]: audio, ...asObject(schema['properties']) };
  const required = [...(needsFile ? [file] : []), ...(Array.isArray(schema['required']) ? schema['required'] : [])];
  return { 'multipart/form-data': { schema: { ...schema, properties, required } } };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (!query) return [];
  const { properties, required } = toSchema(query);
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  return Object.entries(asObject(properties)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: isRequired(name),
    schema,
  }));
}

/** A schema as clients see it: what may be sent, before defaults are put in. */
function toSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function schemaOf(type: string): Json {
  if (type === 'application/json') return { type: 'object' };
  if (type.startsWith('text/') || type.includes('ndjson') || type.includes('subrip')) return { type: 'string' };
  return { type: 'string', contentMediaType: type };
}

function failure(description: string): Json {
  return { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
