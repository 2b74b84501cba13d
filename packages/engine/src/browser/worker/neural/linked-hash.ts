/**
 * Whether bytes are what their server says they should be. Servers that speak as the hub does name the SHA-256 of a large
 * file in `x-linked-etag`; an `etag` alone may be anything.
 */
export async function matchesLinkedHash(bytes: Uint8Array<ArrayBuffer>, { headers }: Response): Promise<boolean> {
  const expected = headers.get('x-linked-etag')?.match(/^"?([0-9a-f]{64})"?$/)?.[1];
  if (expected === undefined) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === expected;
}
