import { notServed } from './store-errors.ts';
import type { Checksum, WantedFile } from './wanted-file.ts';

/** A file at an address of its own, such as one of a release. */
export function webFile(url: string, path: string, checksums: readonly Checksum[]): WantedFile {
  const name = url.split('/').at(-1) ?? url;
  return {
    name,
    path,
    bytes: undefined,
    checksums,
    async open(from, signal) {
      const response = await fetch(url, { signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} });
      // A part that is whole already, or of another file: the whole is the answer to both.
      if (response.status === 416 && from > 0) {
        await response.body?.cancel();
        return this.open(0, signal);
      }
      const { body, status, ok } = response;
      if (!ok || !body) {
        await body?.cancel();
        const retryable = status >= 500 || status === 408 || status === 429;
        const hint = `Its publisher may have moved it: look for it from ${url}, and update Potoo or give it a card of your own.`;
        throw notServed(name, `${new URL(url).host} answered ${status}`, { retryable, hint });
      }
      const begins = status === 206 ? from : 0;
      const length = Number(response.headers.get('content-length') ?? Number.NaN);
      const encoded = response.headers.has('content-encoding');
      return { body, from: begins, bytes: Number.isNaN(length) || encoded ? undefined : begins + length };
    },
  };
}
