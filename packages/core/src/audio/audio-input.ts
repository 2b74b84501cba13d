/**
 * Audio that a caller hands in, as encoded bytes of any format that can be decoded.
 *
 * A `URL` is fetched by the caller's side of a client, never by a server. A `path` is read on Node, Deno and Bun only.
 * A stream is read once.
 */
export type AudioInput = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | URL | { readonly path: string };
