import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buildEntry } from './build-entry.ts';

/** What a careful site allows: its own files, and nothing in the page itself. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'";

/** A page of components on a server of its own. */
export interface ServedPage {
  readonly url: string;
  close(): void;
}

/**
 * Serves the page of `page/App.tsx` under {@link STRICT_POLICY}.
 * @param html - What a server rendered, to be hydrated. @default Nothing: the browser renders it.
 */
export async function servePage(html = ''): Promise<ServedPage> {
  const { code, css, assets } = await buildEntry(path.join(import.meta.dirname, 'page', 'page.tsx'));
  const document = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Potoo</title>',
    '<link rel="stylesheet" href="/page.css"></head>',
    `<body><div id="root">${html}</div><script type="module" src="/page.js"></script></body></html>`,
  ].join('');
  const files = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ['/', ['text/html', document]],
    ['/page.css', ['text/css', css]],
    ['/page.js', ['text/javascript', code]],
    ['/sound.wav', ['audio/wav', secondOfTone()]],
    ...[...assets].map(([name, body]) => [`/${name}`, ['text/javascript', body]] as const),
  ]);
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(file ? 200 : 404, {
      'content-type': file?.[0] ?? 'text/plain',
      'content-security-policy': STRICT_POLICY,
    });
    response.end(file?.[1] ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** A second of a tone, as WAV of 8 bits and 8 kHz. */
function secondOfTone(): Uint8Array {
  const rate = 8000;
  const bytes = Buffer.alloc(44 + rate, 128);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + rate, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(rate, 40);
  for (let frame = 0; frame < rate; frame++) bytes[44 + frame] = 128 + Math.round(60 * Math.sin((frame * 440 * 6.283) / rate));
  return bytes;
}
