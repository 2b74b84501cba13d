import type { Voice } from '../../contract/voices.ts';
import { BadRequestError, DeviceError, NotFoundError, UnsupportedError } from '../../errors/errors.ts';
import { listSystemVoices, systemVoiceEntries } from './system-voices.ts';

/** How the system is to speak. */
export interface SystemSpeechOptions {
  /** An id of {@link SystemVoice.listVoices}. @default The system's own choice for the language. */
  readonly voice?: string;
  /** BCP-47 tag. @default That of the voice, or of the page. */
  readonly language?: string;
  /** 0.5 to 2. @default 1 */
  readonly speed?: number;
  /** Told when a word begins: its range in the text. Not every voice of every system tells. */
  readonly onWord?: (charStart: number, charEnd: number) => void;
  /** Stops the speech; the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * The voices of the system that the page runs on (`speechSynthesis`). They play at once and hand out no audio, so this is no
 * `VoiceService`: nothing can be saved, measured or seen ahead. Some voices are spoken by a server of the browser's vendor;
 * those are left out unless they are asked for.
 * @see https://developer.mozilla.org/docs/Web/API/SpeechSynthesis
 */
export class SystemVoice {
  readonly #synthesis: SpeechSynthesis;
  readonly #remote: boolean;

  /**
   * @param options - `remote`: also the voices that send the text to a server of the browser's vendor. @default false
   * @throws {UnsupportedError} Where there is no `speechSynthesis`.
   */
  constructor({ remote = false }: { readonly remote?: boolean } = {}) {
    const synthesis = globalThis.speechSynthesis;
    if (!synthesis) {
      throw new UnsupportedError('This system offers no voices to pages.', {
        reason: 'feature_not_supported',
        hint: 'Use createBrowserEngine() of @potoo/engine/browser, which brings its own.',
      });
    }
    this.#synthesis = synthesis;
    this.#remote = remote;
  }

  /** Lists the voices; waits for browsers that load them late. */
  async listVoices(): Promise<Voice[]> {
    return listSystemVoices(this.#synthesis, this.#remote);
  }

  /**
   * Says a text aloud; resolves when it has been heard. What the system still says is stopped first.
   * @throws {BadRequestError} `empty_text` or `invalid_parameter`.
   * @throws {NotFoundError} `voice_not_found`.
   * @throws {DeviceError} If the system cannot or may not speak; `NotAllowedError` before the first click on the page.
   */
  async speak(text: string, options: SystemSpeechOptions = {}): Promise<void> {
    options.signal?.throwIfAborted();
    const utterance = await this.#utteranceOf(text, options);
    options.signal?.throwIfAborted();
    this.#synthesis.cancel();
    await new Promise<void>((resolve, reject) => {
      const { signal, onWord } = options;
      const settle = (done: () => void) => {
        signal?.removeEventListener('abort', onAbort);
        utterance.onend = null;
        utterance.onerror = null;
        utterance.onboundary = null;
        done();
      };
      const onAbort = () =>
        settle(() => {
          this.#synthesis.cancel();
          reject(signal?.reason);
        });
      signal?.addEventListener('abort', onAbort, { once: true });
      utterance.onend = () => settle(resolve);
      utterance.onerror = ({ error }) => settle(() => reject(systemFailure(error)));
      utterance.onboundary = ({ name, charIndex, charLength }) => {
        if (name === 'word') onWord?.(charIndex, charIndex + (charLength || wordLength(text, charIndex)));
      };
      this.#synthesis.speak(utterance);
    });
  }

  async #utteranceOf(
    text: string,
    { voice, language, speed = 1 }: SystemSpeechOptions,
  ): Promise<SpeechSynthesisUtterance> {
    if (text.trim() === '') {
      throw new BadRequestError('The text is empty.', {
        reason: 'empty_text',
        param: 'text',
        hint: 'Give at least one word.',
      });
    }
    if (!(speed >= 0.5 && speed <= 2)) {
      throw new BadRequestError(`The speed cannot be ${speed}.`, {
        reason: 'invalid_parameter',
        param: 'speed',
        hint: 'Give a number from 0.5 to 2.',
      });
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.rate = speed;
    if (language !== undefined) utterance.lang = language;
    if (voice === undefined) return utterance;
    const entries = await systemVoiceEntries(this.#synthesis, this.#remote);
    const entry = entries.find(({ voiceURI }) => voiceURI === voice);
    if (!entry) {
      throw new NotFoundError(`The system has no voice "${voice.slice(0, 80)}".`, {
        reason: 'voice_not_found',
        param: 'voice',
        hint: 'listVoices() has those of this system; each system has others.',
      });
    }
    utterance.voice = entry;
    utterance.lang = language ?? entry.lang;
    return utterance;
  }
}

function systemFailure(reason: SpeechSynthesisErrorCode): DeviceError {
  const isBlocked = reason === 'not-allowed';
  return new DeviceError(`The system did not speak: ${reason}.`, {
    reason: isBlocked ? 'NotAllowedError' : reason,
    hint: isBlocked
      ? 'Speak from a click or a key press.'
      : 'Try another voice of listVoices(), or createBrowserEngine().',
  });
}

/** Length of the word at an index, for systems that tell only where it begins. */
function wordLength(text: string, index: number): number {
  return /^\S+/.exec(text.slice(index))?.[0].length ?? 0;
}
