import { BadRequestError } from '@potoo/core/errors';
import ipaddr from 'ipaddr.js';

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

/** The host of an address, bare: an IPv6 address without its brackets, a name without a last dot. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Of the old form that wraps an IPv4 address in `::/96`, the library says that it is an ordinary one. */
const IPV4_COMPATIBLE = ipaddr.parseCIDR('::/96');

/** Tells whether a host is an IP address of this machine, of a private network or of a special use. A name is none. */
export function isPrivateAddress(host: string): boolean {
  if (!ipaddr.isValid(host)) return false;
  const address = ipaddr.process(host);
  const isWrapped = address.kind() === 'ipv6' && address.match(IPV4_COMPATIBLE);
  return address.range() !== 'unicast' || isWrapped;
}

function notAllowed(why: string): BadRequestError {
  return new BadRequestError(`The webhook address cannot be used: it ${why}.`, {
    reason: 'webhook_not_allowed',
    param: 'webhook_url',
    hint: 'Use an https address on the internet; a server on your own desk can be started with --allow-private-webhooks.',
  });
}
