/** Reads an environment variable; `undefined` where there is no environment, as in a browser. */
export function environmentVariable(name: string): string | undefined {
  return globalThis.process?.env?.[name] || undefined;
}

/** Tells whether this is a page or a worker of a browser, whose code and memory its visitor can read. */
export function isBrowser(): boolean {
  if (isServerRuntime()) return false;
  return typeof document !== 'undefined' || 'WorkerGlobalScope' in globalThis;
}

/**
 * Tells whether `fetch` can send a body that is still being made. Browsers cannot over HTTP/1.1, and where they can
 * try (Chromium) the request fails only once it is sent, so this goes by the runtime and not by a trial.
 */
export function canStreamRequests(): boolean {
  return isServerRuntime();
}

/**
 * Tells whether `fetch` is that of Node, which keeps a copy of a body of unknown length for a redirect, unless
 * redirects are errors and the request has no window (the "clone" step of the standard's HTTP-network-or-cache fetch).
 */
export function keepsBodiesForRedirects(): boolean {
  return globalThis.process?.versions?.node !== undefined && !('Deno' in globalThis) && !('Bun' in globalThis);
}

function isServerRuntime(): boolean {
  if (globalThis.process?.versions?.node !== undefined) return true;
  if ('Deno' in globalThis || 'Bun' in globalThis || 'EdgeRuntime' in globalThis) return true;
  return typeof navigator !== 'undefined' && navigator.userAgent === 'Cloudflare-Workers';
}
