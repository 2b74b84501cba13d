import type { Sample } from './CodeSample.tsx';

/** A value as TypeScript writes it, over several lines where it is long. */
export function literal(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(/"([A-Za-z_]\w*)":/g, '$1:')
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`);
  return text.length < 90 ? text.replace(/\n\s*/g, ' ') : text;
}

/** A shell word in single quotes. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The two samples that every tool has. */
export function bothSamples({ typescript, curl }: { readonly typescript: string; readonly curl: string }): Sample[] {
  return [
    { id: 'ts', label: 'TypeScript', code: typescript },
    { id: 'curl', label: 'curl', code: curl },
  ];
}

/**
 * The samples of a tool that takes a file.
 * @param method - Of the service.
 * @param settings - Fields of the request, by the names of the client.
 */
export function fileSamples(method: string, path: string, settings: Readonly<Record<string, unknown>>): Sample[] {
  const { origin } = location;
  const fields = Object.entries(settings).filter(([, value]) => value !== undefined && value !== '');
  const request = literal(Object.fromEntries(fields))
    .replace(/^\{/, "{ audio: { path: 'in.wav' },")
    .replace(',}', ' }');
  const form = fields.map(([name, value]) => ` \\\n  -F ${shellWord(`${snakeCase(name)}=${String(value)}`)}`).join('');
  return bothSamples({
    typescript: `import { potoo } from '@potoo/core';

const voice = potoo({ baseUrl: '${origin}' });
const result = await voice.${method}(${request});`,
    curl: `curl ${origin}${path} -F file=@in.wav${form} -o out.wav`,
  });
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
