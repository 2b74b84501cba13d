import { VERSION } from '../../version.ts';
import { type Operation, TAGS } from './operation.ts';
import { OPERATIONS } from './operations.ts';

/**
 * The interface as a page to read: plain HTML that needs no script, made of the same list as the document.
 * @param styles - Address of its style sheet.
 */
export function docsPage(document: Readonly<Record<string, unknown>>, styles: string): string {
  const sections = TAGS.map(({ name, description }) => {
    const operations = OPERATIONS.filter(({ tag }) => tag === name);
    return `<section><h2 id="${slug(name)}">${escapeHtml(name)}</h2><p>${escapeHtml(description)}</p>
${operations.map((operation) => operationDetails(operation, document)).join('\n')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Potoo: the HTTP interface</title>
<link rel="stylesheet" href="${escapeHtml(styles)}">
</head>
<body>
<header><h1>Potoo</h1><p>The HTTP interface, version ${escapeHtml(VERSION)}. For programs: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
<nav aria-label="Groups">${TAGS.map(({ name }) => `<a href="#${slug(name)}">${escapeHtml(name)}</a>`).join(' ')}</nav></header>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function operationDetails(operation: Operation, document: Readonly<Record<string, unknown>>): string {
  const { method, path, summary, description, answers, status = 200 } = operation;
  const described = at(document, 'paths', path, method);
  return `<details><summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> <span>${escapeHtml(summary)}</span></summary>
<div>
${description === undefined ? '' : `<p>${inlineCode(description)}</p>`}
${parametersTable(described)}
<p>Answer: ${status}${answers.length > 0 ? ` as ${answers.map((type) => `<code>${escapeHtml(type)}</code>`).join(', ')}` : ', empty'}.</p>
</div></details>`;
}

function parametersTable(described: unknown): string {
  const content = at(described, 'requestBody', 'content');
  const [type, body] = Object.entries(isObject(content) ? content : {})[0] ?? [];
  const schema = at(body, 'schema');
  const properties = at(schema, 'properties');
  const required = at(schema, 'required');
  const needs = (name: string) => Array.isArray(required) && required.includes(name);
  const fields = Object.entries(isObject(properties) ? properties : {}).map(([name, field]) =>
    row(name, field, needs(name)),
  );
  const parameters = at(described, 'parameters');
  const others = (Array.isArray(parameters) ? parameters : []).map((parameter: unknown) =>
    row(String(at(parameter, 'name')), at(parameter, 'schema'), at(parameter, 'required') === true),
  );
  if (fields.length + others.length === 0) return '';
  const caption = type === undefined ? 'Parameters' : `Body: ${type}`;
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr><th>name</th><th>type</th><th>what</th></tr></thead>
<tbody>${[...others, ...fields].join('')}</tbody></table>`;
}

function row(name: string, schema: unknown, isRequired: boolean): string {
  const what = at(schema, 'description');
  return `<tr><th scope="row"><code>${escapeHtml(name)}</code>${isRequired ? ' <em>required</em>' : ''}</th><td>${escapeHtml(typeText(schema))}</td><td>${typeof what === 'string' ? escapeHtml(what) : ''}</td></tr>`;
}

function typeText(schema: unknown): string {
  const options = at(schema, 'enum');
  if (Array.isArray(options)) return options.join(' | ');
  const constant = at(schema, 'const');
  if (constant !== undefined) return String(constant);
  const choices = at(schema, 'anyOf');
  if (Array.isArray(choices)) return choices.map(typeText).join(' | ');
  const type = at(schema, 'type');
  const [least, most] = [at(schema, 'minimum'), at(schema, 'maximum')];
  const range = typeof least === 'number' && typeof most === 'number' ? ` ${least}…${most}` : '';
  return at(schema, 'contentMediaType') === undefined ? `${typeof type === 'string' ? type : 'any'}${range}` : 'file';
}

/** Looks into nested objects, step by step. */
function at(value: unknown, ...steps: readonly string[]): unknown {
  return steps.reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

function inlineCode(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
