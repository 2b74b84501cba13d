/** Told of the bodies of requests as they are read. */
const watchers = new WeakMap<Request, (chunk: Uint8Array) => void>();

/** Has a function told of every piece of a request's body, when a route reads it. */
export function watchBody(request: Request, onChunk: (chunk: Uint8Array) => void): void {
  watchers.set(request, onChunk);
}

/** Tells whoever watches the body of a request. */
export function tellOfBody(request: Request, chunk: Uint8Array): void {
  watchers.get(request)?.(chunk);
}
