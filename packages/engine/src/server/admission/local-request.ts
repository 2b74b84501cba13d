import { isLoopbackHost } from '../request-guard.ts';

/**
 * Tells whether a request came from this machine by a name of this machine, and from no page of elsewhere: from whoever
 * could run `potoo` themselves. What a proxy passes on comes by another name.
 * @param address - Where the request came from, as far as it is known.
 */
export function isLocalRequest(request: Request, address: string | undefined): boolean {
  const origin = request.headers.get('origin');
  const names = [request.url, ...(origin === null ? [] : [origin])].map((url) => hostOf(url));
  if (request.headers.has('x-forwarded-for') || request.headers.has('forwarded')) return false;
  return isLocalAddress(address) && names.every((name) => isLoopbackHost(name));
}

function isLocalAddress(address: string | undefined): boolean {
  return address === undefined || isLoopbackHost(address.replace(/^::ffff:/, ''));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
