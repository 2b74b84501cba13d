/** A field of a request. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

/** One operation of an OpenAPI document, as far as a page shows it. */
export interface Operation {
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly fields: readonly Field[];
  /** Media types of good answers. */
  readonly answers: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the operations of an OpenAPI 3.1 document, in its order. */
export function readOperations(document: unknown): Operation[] {
  return Object.entries(record(record(document)['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => readOperation(path, method, record(operation))),
  );
}

function readOperation(path: string, method: string, operation: Json): Operation {
  const responses = Object.entries(record(operation['responses']));
  const good = responses.filter(([status]) => status.startsWith('2')).map(([, response]) => record(response));
  return {
    tag: text(list(operation['tags'])[0]) || 'Other',
    ...{ method, path, summary: text(operation['summary']), description: text(operation['description']) },
    fields: [...list(operation['parameters']).map(readParameter), ...bodyFields(record(operation['requestBody']))],
    answers: good.flatMap((response) => Object.keys(record(response['content']))),
  };
}

function readParameter(parameter: unknown): Field {
  const { name, schema, required, description } = record(parameter);
  return readField(text(name), { description, ...record(schema) }, required === true);
}

/** The fields of the first body that has any: JSON or a form. */
function bodyFields(body: Json): Field[] {
  for (const content of Object.values(record(body['content']))) {
    const schema = record(record(content)['schema']);
    const required = list(schema['required']);
    const fields = Object.entries(record(schema['properties']));
    if (fields.length > 0)
      return fields.map(([name, field]) => readField(name, record(field), required.includes(name)));
  }
  return [];
}

function readField(name: string, schema: Json, isRequired: boolean): Field {
  return { name, type: typeOf(schema), isRequired, description: text(schema['description']) };
}

function typeOf(schema: Json): string {
  const values = list(schema['enum']);
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(' or ');
  const options = [...list(schema['anyOf']), ...list(schema['oneOf'])].map((option) => typeOf(record(option)));
  if (options.length > 0) return [...new Set(options)].join(' or ');
  const { type, minimum, maximum, format } = schema;
  const range = [minimum, maximum].some((bound) => typeof bound === 'number' && Math.abs(bound) < 2 ** 53 - 1);
  return `${text(format === 'binary' ? 'file' : type) || 'any'}${range ? ` ${minimum ?? ''} to ${maximum ?? ''}` : ''}`;
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
