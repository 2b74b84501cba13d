import type { Consent } from '../../contract/consent.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { Voice } from '../../contract/voices.ts';
import { BadRequestError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import type { Microphone } from '../microphone/microphone.ts';
import { Recorder } from '../recorder/recorder.ts';
import { SpeechSession } from '../speech/speech-session.ts';
import { checkReference, type ReferenceCheck } from './check-reference.ts';
import { decodeReference } from './decode-reference.ts';

/** State of a {@link CloneSession}. */
export interface CloneState {
  /** `consent`: nobody has agreed yet. `reference`: a recording is wanted. `review`: it is there. `done`: the voice is. */
  readonly step: 'consent' | 'reference' | 'checking' | 'review' | 'cloning' | 'done';
  readonly consent: Consent | null;
  /** The recording that the voice is made of. */
  readonly reference: Blob | null;
  /** What was found in it; empty before it was looked at. */
  readonly checks: readonly ReferenceCheck[];
  readonly voice: Voice | null;
  readonly error: PotooError | null;
}

/** How a {@link CloneSession} is made. */
export interface CloneSessionOptions {
  readonly service: VoiceService;
  readonly microphone?: Microphone | undefined;
  readonly loudspeaker?: Loudspeaker | undefined;
  /** @default 'auto' */
  readonly model?: string | undefined;
  /** BCP-47 tag of the recording. @default Detected. */
  readonly language?: string | undefined;
  /** Seconds after which recording stops. @default 30 */
  readonly maxDuration?: number | undefined;
  readonly workletUrl?: string | URL | undefined;
  readonly onVoice?: ((voice: Voice) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

const START: CloneState = { step: 'consent', consent: null, reference: null, checks: [], voice: null, error: null };
const MAX_DURATION = 30;

/** Makes a voice with its owner's consent: agree, record (or give a file), look at it, clone, try it. */
export class CloneSession extends Controller<CloneState, CloneSessionOptions> {
  /** Records the reference; what it records is looked at by itself. */
  readonly recorder: Recorder;
  /** Speaks with the new voice. */
  readonly speech: SpeechSession;
  readonly #detach: Array<() => void> = [];
  #work: AbortController | undefined;

  constructor(options: CloneSessionOptions) {
    super(START, options);
    this.recorder = new Recorder({ ...this.#recorderOptions(), format: 'wav' });
    this.speech = new SpeechSession({ service: options.service, loudspeaker: options.loudspeaker });
  }

  /**
   * Says who has agreed, and in what words: nothing is recorded or sent before.
   * @throws {BadRequestError} `missing_consent`, if a name or the words are missing.
   */
  readonly giveConsent = ({ speaker, statement, date = new Date() }: Consent): void => {
    if (speaker.trim() === '' || statement.trim() === '') throw missingConsent();
    const { reference } = this.getSnapshot();
    const consent = { speaker: speaker.trim(), statement: statement.trim(), date };
    this.update({ consent, step: reference ? 'review' : 'reference', error: null });
  };

  /** Takes the consent back; the recording is forgotten with it. */
  readonly withdrawConsent = (): void => this.reset();

  /** Starts to record. Errors go into the state. */
  readonly record = (): void => inState(this.recordAsync());

  /** Like {@link record}. @throws {PotooError} `missing_consent`, or why the microphone cannot be opened. */
  readonly recordAsync = async (): Promise<void> => {
    this.#leave();
    try {
      if (!this.getSnapshot().consent) throw missingConsent();
      this.update({ step: 'reference', reference: null, checks: [], voice: null, error: null });
      await this.recorder.startAsync();
    } catch (error) {
      throw this.#told(error);
    }
  };

  /** Takes a file instead of a recording, and looks at it. Errors go into the state. */
  readonly setReference = (reference: Blob): void => inState(this.setReferenceAsync(reference));

  /** Like {@link setReference}. @throws {BadRequestError} `missing_consent` or `undecodable_audio`. */
  readonly setReferenceAsync = (reference: Blob): Promise<void> =>
    this.#do(async (signal) => {
      if (!this.getSnapshot().consent) throw missingConsent();
      this.update({ step: 'checking', reference, checks: [], voice: null });
      const pcm = await decodeReference(reference).catch((error: unknown) => {
        this.update({ step: 'reference', reference: null });
        throw error;
      });
      signal.throwIfAborted();
      this.update({ step: 'review', checks: checkReference(pcm) });
    });

  /** Makes the voice. Errors go into the state. */
  readonly clone = (name: string): void => inState(this.cloneAsync(name));

  /** Like {@link clone}, and resolves with the voice. @throws {PotooError} What is missing, or what the service throws. */
  readonly cloneAsync = (name: string): Promise<Voice> =>
    this.#do(async (signal) => {
      const { consent, reference } = this.getSnapshot();
      if (!consent) throw missingConsent();
      if (!reference) throw missingReference();
      const { model, language, service } = this.options;
      this.update({ step: 'cloning' });
      try {
        const request = { reference, name, consent, ...(model && { model }), ...(language && { language }) };
        const voice = await service.cloneVoice(request, { signal });
        signal.throwIfAborted();
        this.update({ step: 'done', voice });
        this.options.onVoice?.(voice);
        return voice;
      } catch (error) {
        this.update({ step: 'review' });
        throw error;
      }
    });

  /** Speaks a text with the new voice. */
  readonly tryIt = (text: string): void => {
    const { voice } = this.getSnapshot();
    if (voice) this.speech.speak(text, { voice: voice.id, model: voice.model });
  };

  /** Ends what is under way; what was reached stays. */
  readonly cancel = (): void => {
    this.#leave();
    this.recorder.cancel();
    const { step, reference } = this.getSnapshot();
    if (step === 'cloning') this.update({ step: 'review' });
    if (step === 'checking') this.update({ step: 'reference', reference: step === 'checking' ? null : reference });
  };

  /** Begins anew. */
  readonly reset = (): void => {
    this.#leave();
    this.recorder.reset();
    this.speech.stop();
    this.update(START);
  };

  protected override attached(): void {
    if (this.#detach.length === 0) this.#detach.push(this.recorder.attach(), this.speech.attach());
  }

  protected override optionsChanged(): void {
    const { service, loudspeaker } = this.options;
    this.recorder.setOptions(this.#recorderOptions());
    this.speech.setOptions({ service, loudspeaker });
  }

  protected override disposed(): void {
    this.cancel();
    for (const detach of this.#detach.splice(0)) detach();
    this.recorder.dispose();
    this.speech.dispose();
  }

  #recorderOptions() {
    const { microphone, workletUrl, maxDuration = MAX_DURATION } = this.options;
    return {
      ...{ microphone, workletUrl, maxDuration },
      onRecording: ({ blob }: { readonly blob: Blob }) => this.setReference(blob),
      onError: (error: PotooError) => this.update({ error }),
    };
  }

  async #do<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.life.throwIfAborted();
    this.#leave();
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, this.life]);
    this.#work = abort;
    this.update({ error: null });
    try {
      return await work(signal);
    } catch (error) {
      throw signal.aborted ? error : this.#told(error);
    }
  }

  #told(error: unknown): unknown {
    if (isAbort(error)) return error;
    const known = asPotooError(error);
    this.update({ error: known });
    this.options.onError?.(known);
    return known;
  }

  #leave(): void {
    this.#work?.abort(new DOMException('It was cancelled.', 'AbortError'));
    this.#work = undefined;
  }
}

function missingConsent(): PotooError {
  return new BadRequestError('Nobody has agreed to have this voice cloned.', {
    reason: 'missing_consent',
    param: 'consent',
    hint: 'Let the person whose voice it is agree, and call giveConsent with their name and words.',
  });
}

function missingReference(): PotooError {
  return new BadRequestError('There is no recording to make a voice of.', {
    reason: 'missing_file',
    param: 'reference',
    hint: 'Record one, or give a file.',
  });
}
