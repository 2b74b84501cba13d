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
