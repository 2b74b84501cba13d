import { BadRequestError } from '@potoo/core/errors';
import ipaddr from 'ipaddr.js';
import { hostOf, isPrivateAddress } from '../network/private-address.ts';

/** Which addresses messages may go to. */
export interface AddressRules {
  /** Whether addresses of this machine and of private networks are allowed, over plain http and on any port. */
  readonly allowPrivate: boolean;
}

/**
 * Checks an address before a message to it is promised. The address that its name stands for is checked when the
 * connection is made, by the agent that makes it.
 * @throws {BadRequestError} `webhook_not_allowed`.
 */
export function checkWebhookAddress(address: string, { allowPrivate }: AddressRules): URL {
  if (!URL.canParse(address)) throw notAllowed('is no address');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw notAllowed('is neither https nor http');
  if (url.username !== '' || url.password !== '') throw notAllowed('holds a user name or a password');
  if (allowPrivate) return url;
  if (url.protocol !== 'https:') throw notAllowed('is not https');
  if (url.port !== '' && url.port !== '443') throw notAllowed('names a port');
  const host = hostOf(url);
  if (isPrivateAddress(host)) throw notAllowed('is of a private network');
  if (ipaddr.isValid(host)) return url;
  if (!host.includes('.') || /\.(?:localhost|local|internal|home\.arpa)$/i.test(host)) {
    throw notAllowed('is a name of a private network');
  }
  return url;
}

function notAllowed(why: string): BadRequestError {
  return new BadRequestError(`The webhook address cannot be used: it ${why}.`, {
    reason: 'webhook_not_allowed',
    param: 'webhook_url',
    hint: 'Use an https address on the internet; a server on your own desk can be started with --allow-private-webhooks.',
  });
}
