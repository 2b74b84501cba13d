/** A request that was answered, as logs and metrics tell of it: nothing that was sent, and no key. */
export interface RequestEntry {
  readonly requestId: string;
  readonly method: string;
  /** Pattern of the route, such as `/v1/jobs/:id`; `none` where nothing is served. */
  readonly route: string;
  readonly status: number;
  /** Milliseconds until the answer began. */
  readonly ms: number;
  /** Id of the account, where keys are asked for. */
  readonly account?: string;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']);

/** A method as a label: of the odd ones there could be any number. */
export function knownMethod(method: string): string {
  return METHODS.has(method) ? method : 'other';
}

/** The pattern of a route without the forms that it is also served in: `/api`, and a last slash. */
export function canonicalRoute(pattern: string | undefined): string {
  if (pattern === undefined) return 'none';
  return pattern.replace(/^\/api(?=\/v1\/)/, '').replace(/(?<=.)\/$/, '');
}
