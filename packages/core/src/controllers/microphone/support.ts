import type { UnsupportedReason } from './media-errors.ts';

/** Whether a page can use a microphone, and why not. */
export type MicrophoneSupport =
  | { readonly supported: true }
  | { readonly supported: false; readonly reason: UnsupportedReason };

/** What a server renders: it has no microphone, and cannot know whether the page will. */
export const SERVER_SUPPORT: MicrophoneSupport = { supported: false, reason: 'ssr' };

/** Finds whether this page can use a microphone. Asks nobody for permission. */
export function microphoneSupport(): MicrophoneSupport {
  if (typeof window === 'undefined' || typeof navigator === 'undefined') return SERVER_SUPPORT;
  if (window.isSecureContext === false) return { supported: false, reason: 'insecure-context' };
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function')
    return { supported: false, reason: 'no-mediadevices' };
  if (!policyAllows()) return { supported: false, reason: 'permissions-policy' };
  return { supported: true };
}

function policyAllows(): boolean {
  // Only Chromium tells; elsewhere the question itself is refused.
  const policy: unknown = Reflect.get(document, 'featurePolicy') ?? Reflect.get(document, 'permissionsPolicy');
  if (typeof policy !== 'object' || policy === null) return true;
  const allows: unknown = Reflect.get(policy, 'allowsFeature');
  return typeof allows !== 'function' || allows.call(policy, 'microphone') !== false;
}
