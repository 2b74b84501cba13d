/** Tells whether the body of a response is made already, so that waiting for it delays nobody. */
export function isWhole({ body, headers }: Response): boolean {
  const isJson = (headers.get('content-type') ?? '').startsWith('application/json');
  return body === null || isJson || headers.has('content-length');
}
