import { DeviceError, UnsupportedError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';

/** Why a page cannot use a microphone at all. */
export type UnsupportedReason =
  | 'ssr'
  | 'insecure-context'
  | 'no-mediadevices'
  | 'no-mediarecorder'
  | 'no-audioworklet'
  | 'permissions-policy';

/** What went wrong with a device: stable names for programs, in `error.reason`. */
export type DeviceReason =
  | 'permission_denied'
  | 'permission_dismissed'
  | 'permissions_policy'
  | 'no_device'
  | 'device_in_use'
  | 'overconstrained'
  | 'device_lost'
  | 'gesture_needed'
  | 'device_failed';

interface Facts {
  readonly reason: DeviceReason;
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
}

const FACTS: Readonly<Record<string, Facts>> = {
  NotAllowedError: {
    reason: 'permission_denied',
    message: 'The microphone is not allowed for this page.',
    hint: "Allow it in the browser's settings for this page (the icon beside the address), and try again.",
    retryable: true,
  },
  SecurityError: {
    reason: 'permissions_policy',
    message: 'This page may not use a microphone.',
    hint: 'Add allow="microphone" to the frame that shows it, or allow it in the Permissions-Policy header.',
    retryable: false,
  },
  NotFoundError: {
    reason: 'no_device',
    message: 'No microphone was found.',
    hint: 'Connect a microphone, and try again.',
    retryable: true,
  },
  NotReadableError: {
    reason: 'device_in_use',
    message: 'The microphone cannot be opened.',
    hint: 'Close other programs that use it, and try again.',
    retryable: true,
  },
  OverconstrainedError: {
    reason: 'overconstrained',
    message: 'The chosen microphone is not there, or cannot do what was asked of it.',
    hint: 'Choose another microphone.',
    retryable: true,
  },
  AbortError: {
    reason: 'device_failed',
    message: 'The microphone failed to start.',
    hint: 'Connect it again, and try again.',
    retryable: true,
  },
};

// Names that older browsers give to the same things.
const OLDER: Readonly<Record<string, string>> = {
  PermissionDeniedError: 'NotAllowedError',
  DevicesNotFoundError: 'NotFoundError',
  TrackStartError: 'NotReadableError',
  ConstraintNotSatisfiedError: 'OverconstrainedError',
};

const UNSUPPORTED: Readonly<Record<UnsupportedReason, readonly [message: string, hint: string]>> = {
  ssr: ['A microphone needs a browser, and there is none here.', 'Record in the browser, after the page has loaded.'],
  'insecure-context': [
    'Browsers give a microphone only to pages that were loaded safely.',
    'Serve the page over https, or from localhost.',
  ],
  'no-mediadevices': ['This browser has no microphones for pages.', 'Use a current browser.'],
  'no-mediarecorder': ['This browser cannot record compressed audio.', 'Record WAV, or use a current browser.'],
  'no-audioworklet': ['This browser cannot record uncompressed audio.', 'Use a current browser.'],
  'permissions-policy': [
    'This page may not use a microphone.',
    'Add allow="microphone" to the frame that shows it, or allow it in the Permissions-Policy header.',
  ],
};

/** An error of a microphone, from what `getUserMedia` rejects with. */
export function microphoneError(cause: unknown): PotooError {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  const facts = FACTS[OLDER[name] ?? name];
  if (facts === undefined) {
    return new DeviceError('The microphone could not be opened.', {
      reason: 'device_failed',
      hint: 'Try again, or choose another microphone.',
      retryable: true,
      cause,
    });
  }
  const { reason, message, hint, retryable } = wasDismissed(cause) ? { ...facts, ...DISMISSED } : facts;
  return new DeviceError(message, {
    reason: isByPolicy(cause) ? 'permissions_policy' : reason,
    hint,
    retryable,
    cause,
  });
}

const DISMISSED = {
  reason: 'permission_dismissed',
  message: 'The question for the microphone was closed without an answer.',
  hint: 'Try again, and allow the microphone.',
} as const;

// Chromium tells the two from a denial only in its message.
function wasDismissed(cause: unknown): boolean {
  return cause instanceof DOMException && /dismissed/i.test(cause.message);
}

function isByPolicy(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'NotAllowedError' && /policy/i.test(cause.message);
}

/** A page that nobody has clicked on. */
export function blockedContext(): PotooError {
  return new DeviceError('The browser lets this page hear only after a click or a key.', {
    reason: 'gesture_needed',
    hint: 'Open the microphone from a click or a key press.',
    retryable: true,
  });
}

/** A page that cannot use a microphone at all. */
export function unsupportedError(reason: UnsupportedReason): PotooError {
  const [message, hint] = UNSUPPORTED[reason];
  return new UnsupportedError(message, { reason, hint });
}
