import ipaddr from 'ipaddr.js';

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
