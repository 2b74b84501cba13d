import { lookup as lookupName } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { NotFoundError, UnreachableError } from '@potoo/core/errors';
import type { AudioAccess, OpenedAudio } from './audio-access.ts';
import { fetchRefused, tooLarge } from './file-errors.ts';
import { isPublicAddress } from './public-address.ts';

const MOST_REDIRECTS = 3;
const TIMEOUT_MS = 60_000;

/**
 * Fetches audio from an address that a model chose, where the user has allowed that. Addresses are checked when the
 * connection is made, so that a name cannot mean one machine when it is checked and another when it is used.
 */
export async function fetchAudio(
  address: string,
  { fetch, maxBytes }: Pick<AudioAccess, 'fetch' | 'maxBytes'>,
  signal: AbortSignal,
): Promise<OpenedAudio> {
  if (fetch === 'off') throw fetchRefused('This server fetches nothing from the network.');
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    checkUrl(url, fetch);
    const response = await get(url, fetch === 'public', signal);
    const { statusCode = 0, headers } = response;
    if (
      statusCode >= 300 &&
      statusCode < 400 &&
      headers.location !== undefined &&
      URL.canParse(headers.location, url)
    ) {
      response.destroy();
      url = new URL(headers.location, url);
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw new NotFoundError(`The address answers with status ${statusCode}.`, {
        param: 'uri',
        hint: 'Check the address.',
      });
    }
    const bytes = await readBody(response, maxBytes, signal);
    return { audio: bytes, fileName: url.pathname.replace(/^.*\//, '') || 'audio', close: async () => {} };
  }
  throw fetchRefused(`The address redirects more than ${MOST_REDIRECTS} times.`);
}

function checkUrl(url: URL, fetch: Exclude<AudioAccess['fetch'], 'off'>): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw fetchRefused('The address redirects to something that is not http.');
  if (url.username !== '' || url.password !== '') throw fetchRefused('The address holds a name or password.');
  if (fetch !== 'public') {
    if (!fetch.includes(url.host.toLowerCase())) throw fetchRefused(`${url.host} is not a host that may be asked.`);
    return;
  }
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw fetchRefused('The address is one of a private network.');
}

function get(url: URL, publicOnly: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      signal,
      timeout: TIMEOUT_MS,
      headers: { accept: 'audio/*, video/*, application/octet-stream' },
      ...(publicOnly && { lookup: publicLookup }),
    });
    outgoing.once('response', resolve);
    outgoing.once('timeout', () => outgoing.destroy(new Error('The address did not answer in time.')));
    outgoing.once('error', (cause) => {
      if (signal.aborted) reject(signal.reason);
      else if (cause instanceof PrivateAddress) reject(fetchRefused('The address is one of a private network.'));
      else
        reject(
          new UnreachableError(`The address ${url.host} cannot be reached.`, {
            param: 'uri',
            hint: 'Check the address.',
            cause,
          }),
        );
    });
    outgoing.end();
  });
}

class PrivateAddress extends Error {}

const publicLookup: LookupFunction = (name, options, callback) => {
  lookupName(name, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, [], 0);
    if (!found.every(({ address }) => isPublicAddress(address))) return callback(new PrivateAddress(), [], 0);
    const [first] = found;
    if (options.all) return callback(null, found, 0);
    return callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

async function readBody(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}
