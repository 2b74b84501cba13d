import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

/**
 * Looks names up as another function does, and fails where any address of the answer is not public. It is asked when the
 * connection is made, with the answer that the connection is then made to: what a name stood for before does not count.
 * @param lookup - Who knows the addresses. @default The system.
 */
export function publicLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      if (error) return callback(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((entry) => entry.address);
      if (addresses.some(isPrivateAddress)) {
        return callback(new Error(`${hostname} is not allowed: it stands for an address that is not public.`), address);
      }
      callback(null, address, family);
    });
  };
}
