import type { TranscriptEvent } from '../../contract/transcription.ts';
import { BadRequestError, DeviceError, UnreachableError, UnsupportedError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { EventQueue } from './event-queue.ts';
import { type Recognition, recognitionClass } from './recognition.ts';

/** How the browser is to listen. */
export interface VendorListeningOptions {
  /**
   * Has to be `true`: most browsers send what the microphone hears to a server of their vendor (Google, Apple, Microsoft).
   * Tell your users before you set it.
   */
  readonly sendsAudioToVendor: true;
  /** BCP-47 tag. @default That of the page. */
  readonly language?: string;
  /** Ends the listening; the loop ends with its reason. */
  readonly signal?: AbortSignal;
}

/** A finished stretch, or what the current one sounds like so far; times are seconds since the listening began. */
export type HeardEvent = Extract<TranscriptEvent, { readonly type: 'partial' | 'segment' }>;

/**
 * Listens to the microphone with the browser's own recogniser (`SpeechRecognition`), until the loop is left, the signal aborts, or the
 * browser ends it, as most do after a pause. **The audio leaves this device**, to the vendor of the browser, under the
 * vendor's terms: that is why it has to be said in the options.
 * @see https://developer.mozilla.org/docs/Web/API/SpeechRecognition
 * @throws {BadRequestError} `consent_required` without `sendsAudioToVendor`.
 * @throws {UnsupportedError} Where the browser has none.
 * @throws {DeviceError} Without a microphone, or without leave to use it.
 * @throws {UnreachableError} If the vendor's server cannot be reached.
 */
export async function* listenThroughVendor(options: VendorListeningOptions): AsyncGenerator<HeardEvent> {
  if (options?.sendsAudioToVendor !== true) throw notTold();
  const { language, signal } = options;
  signal?.throwIfAborted();
  const recognition = new (recognitionClass() ?? refuse())();
  recognition.continuous = true;
  recognition.interimResults = true;
  if (language !== undefined) recognition.lang = language;
  const heard = hear(recognition);
  const onAbort = () => heard.fail(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    recognition.start();
    yield* heard;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    recognition.abort();
  }
}

function hear(recognition: Recognition): EventQueue<HeardEvent> {
  const heard = new EventQueue<HeardEvent>();
  const began = performance.now();
  let start = 0;
  recognition.onresult = ({ results, resultIndex }) => {
    let partial = '';
    for (let index = resultIndex; index < results.length; index++) {
      const result = results[index];
      const text = result?.[0]?.transcript.trim() ?? '';
      if (!result?.isFinal) {
        partial = `${partial} ${text}`.trim();
        continue;
      }
      const end = (performance.now() - began) / 1000;
      if (text !== '') heard.push({ type: 'segment', segment: { text, start, end, words: [] } });
      start = end;
    }
    if (partial !== '') heard.push({ type: 'partial', text: partial, start });
  };
  recognition.onerror = ({ error }) => {
    // Silence is an answer, and an end that somebody asked for is no failure.
    if (error !== 'no-speech' && error !== 'aborted') heard.fail(failureOf(error));
  };
  recognition.onend = () => heard.end();
  return heard;
}

function notTold(): BadRequestError {
  return new BadRequestError('The browser would send the audio to its vendor, and nobody has agreed to that.', {
    reason: 'consent_required',
    param: 'sendsAudioToVendor',
    hint: 'Tell your users, then set `sendsAudioToVendor: true`; or transcribe with potoo() on a server of your own.',
  });
}

function refuse(): never {
  throw new UnsupportedError('This browser has no recogniser for pages.', {
    reason: 'feature_not_supported',
    hint: 'Transcribe with potoo() on a server of your own.',
  });
}

function failureOf(reason: string): PotooError {
  if (reason === 'network') {
    return new UnreachableError("The server of the browser's vendor cannot be reached.", {
      hint: 'Check the connection; some builds of Chromium have no such server at all.',
    });
  }
  if (reason === 'language-not-supported') {
    return new BadRequestError("The browser's recogniser does not know this language.", {
      reason: 'language_not_supported',
      param: 'language',
      hint: 'Give another BCP-47 tag, such as en-US.',
    });
  }
  return new DeviceError(`The browser does not listen: ${reason}.`, {
    reason: reason === 'not-allowed' ? 'NotAllowedError' : reason,
    hint: 'Allow the microphone for this page, and see that one is connected.',
  });
}
