/** What OpenAI's client sends with every request, to tell what it is. */
const OPENAI_CLIENT = [
  'arch',
  'helper-method',
  'lang',
  'os',
  'package-version',
  'retry-count',
  'runtime',
  'runtime-version',
  'timeout',
];

/** Request headers that pages of an allowed origin may set. */
const REQUEST_HEADERS = [
  ...['authorization', 'content-type', 'idempotency-key', 'prefer'],
  ...OPENAI_CLIENT.map((name) => `x-stainless-${name}`),
].join(', ');

/** Lets a page read the response if its origin was allowed by the options. Pages of other origins cannot. */
export async function allowOrigin(
  headers: Headers,
  origin: string | null,
  allows: (origin: string) => Promise<boolean>,
): Promise<void> {
  if (origin === null) return;
  headers.append('vary', 'origin');
  if (!(await allows(origin))) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-headers', REQUEST_HEADERS);
  headers.set('access-control-expose-headers', '*');
  headers.set('cross-origin-resource-policy', 'cross-origin');
  const allow = headers.get('allow');
  if (allow !== null) headers.set('access-control-allow-methods', allow);
}
