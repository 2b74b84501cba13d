import { lookup } from 'node:dns/promises';
import { UnreachableError } from '@potoo/core/errors';
import { viaHeader } from '../../hops.ts';
import { hostOf, isPrivateAddress } from '../../network/private-address.ts';

/**
 * A `fetch` for one upstream. Its own address is the operator's choice, and may be of this machine or of a private
 * network. What its answers point to is not: results elsewhere are fetched over https from public addresses only.
 */
export function guardedFetch(base: URL): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === base.origin) {
      const headers = new Headers(init?.headers);
      headers.set('via', viaHeader());
      return fetch(input, { ...init, headers });
    }
    await checkPublic(url);
    return fetch(input, { ...init, redirect: 'error' });
  };
}

async function checkPublic(url: URL): Promise<void> {
  const addresses = url.protocol === 'https:' ? await lookup(hostOf(url), { all: true }).catch(() => []) : [];
  if (addresses.length > 0 && !addresses.some(({ address }) => isPrivateAddress(address))) return;
  throw new UnreachableError('The upstream sent its result to an address that is not public.', {
    reason: 'redirect_refused',
    retryable: false,
    hint: 'An upstream has to keep its results at its own address, or at a public one over https.',
  });
}
