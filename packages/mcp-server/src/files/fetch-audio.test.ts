import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchAudio } from './fetch-audio.ts';
import { isPublicAddress } from './public-address.ts';

let server: Server;
let host: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const moved = (location: string) => response.writeHead(302, { location }).end();
    if (request.url === '/to-audio') return moved('/audio.wav');
    if (request.url === '/to-elsewhere') return moved('http://127.0.0.2:1/x');
    if (request.url === '/to-file') return moved('file:///etc/passwd');
    if (request.url === '/around') return moved('/around');
    if (request.url === '/audio.wav') return response.end('tone');
    if (request.url === '/endless') return void response.write('x'.repeat(2000));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const never = new AbortController().signal;
const fetchFrom = (path: string, fetch: 'off' | 'public' | string[] = [host]) =>
  fetchAudio(`http://${host}${path}`, { fetch, maxBytes: 1000 }, never);

describe('audio from an address', () => {
  it('is not fetched unless the user has said so', async () => {
    const before = asked.length;
    await expect(fetchFrom('/audio.wav', 'off')).rejects.toMatchObject({ reason: 'fetch_not_allowed' });
    await expect(fetchFrom('/audio.wav', ['example.org'])).rejects.toMatchObject({ reason: 'fetch_not_allowed' });
    expect(asked.length).toBe(before);
  });

  it('is fetched from a host that was named, over redirects', async () => {
    const { audio, fileName } = await fetchFrom('/to-audio');
    expect(Buffer.from(audio as Uint8Array).toString()).toBe('tone');
    expect(fileName).toBe('audio.wav');
  });

  it.each(['/to-elsewhere', '/to-file', '/around'])('does not follow where %s leads', async (path) => {
    await expect(fetchFrom(path)).rejects.toMatchObject({ reason: 'fetch_not_allowed' });
  });

  it('is held to a size', async () => {
    await expect(fetchFrom('/endless')).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('has to be there', async () => {
    await expect(fetchFrom('/no')).rejects.toMatchObject({ code: 'not_found' });
    const gone = fetchAudio('http://127.0.0.1:1/x', { fetch: ['127.0.0.1:1'], maxBytes: 10 }, never);
    await expect(gone).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('is not fetched from this machine or its network when any public host may be asked', async () => {
    const before = asked.length;
    for (const address of [
      `http://${host}/audio.wav`,
      `http://localhost:${host.split(':')[1]}/audio.wav`,
      'http://[::1]/',
      'http://0x7f000001/',
      'http://user:pass@example.org/',
    ]) {
      const refused = fetchAudio(address, { fetch: 'public', maxBytes: 10 }, never);
      await expect(refused, address).rejects.toMatchObject({ reason: 'fetch_not_allowed' });
    }
    expect(asked.length).toBe(before);
  });

  it('stops when the call is taken back', async () => {
    const stop = AbortSignal.abort(new Error('taken back'));
    await expect(fetchAudio(`http://${host}/audio.wav`, { fetch: [host], maxBytes: 10 }, stop)).rejects.toThrow(
      'taken back',
    );
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111'])('%s is', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

  it('knows no address of RFC 1918', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), (a, b) => {
        expect(isPublicAddress(`10.${a}.${b}.1`) || isPublicAddress(`192.168.${a}.${b}`)).toBe(false);
      }),
    );
  });
});
