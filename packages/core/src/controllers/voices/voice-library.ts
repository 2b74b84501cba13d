import type { AudioOutput } from '../../audio/audio-output.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import { NotFoundError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { filterVoices } from '../../providers/shared/catalog-filters.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { Player } from '../player/player.ts';
import { Library, type LibraryOptions, type LibraryState } from './library.ts';
import { sampleText } from './sample-texts.ts';

/** How a voice is being tried. */
export interface VoicePreview {
  readonly voiceId: string;
  readonly status: 'loading' | 'playing' | 'blocked' | 'error';
  readonly error: PotooError | null;
}

/** State of a {@link VoiceLibrary}. */
export interface VoiceLibraryState extends LibraryState<Voice, VoiceFilter> {
  /** The voice that is being tried, or could not be. */
  readonly preview: VoicePreview | null;
}

/** How a {@link VoiceLibrary} is made. */
export interface VoiceLibraryOptions extends LibraryOptions<Voice> {
  /** Where previews sound. @default One of its own. */
  readonly loudspeaker?: Loudspeaker | undefined;
  /** What a voice says when it is tried and has no sample of its own. @default A greeting in its language. */
  readonly sampleText?: ((voice: Voice) => string) | undefined;
}

/** Samples that are kept, the latest ones. */
const MOST_SAMPLES = 20;

/** The voices of a service: searched and filtered on the spot, tried by ear, one of them chosen. */
export class VoiceLibrary extends Library<Voice, VoiceFilter, VoiceLibraryState, VoiceLibraryOptions> {
  readonly #player: Player;
  readonly #samples = new Map<string, AudioOutput | string>();
  #detachPlayer: (() => void) | undefined;
  #trial: AbortController | undefined;

  constructor(options: VoiceLibraryOptions) {
    super(
      {
        ...{ status: 'idle', all: [], shown: [], filter: {}, selectedId: null, error: null, preview: null },
      },
      options,
    );
    this.#player = new Player({ loudspeaker: options.loudspeaker });
    this.#player.subscribe(() => this.#followPlayer());
  }

  /** Lets a voice be heard; the one that is being heard falls silent. Call it in a click or a key press. */
  readonly preview = (voiceId: string): void => inState(this.previewAsync(voiceId));

  /**
   * Like {@link preview}, and resolves when it has been heard.
   * @throws {PotooError} `not_found` for a voice that is not in the list, else what the service throws.
   */
  readonly previewAsync = async (voiceId: string): Promise<void> => {
    this.life.throwIfAborted();
    this.#player.unlock();
    this.#trial?.abort(new DOMException('Another voice was tried instead.', 'AbortError'));
    const trial = new AbortController();
    this.#trial = trial;
    this.update({ preview: { voiceId, status: 'loading', error: null } });
    try {
      await this.#play(voiceId, AbortSignal.any([trial.signal, this.life]));
      if (this.#trial === trial) this.update({ preview: null });
    } catch (error) {
      if (this.#trial !== trial) throw error;
      const isStopped = trial.signal.aborted || isAbort(error);
      const known = isStopped ? null : asPotooError(error);
      this.update({ preview: known && { voiceId, status: 'error', error: known } });
      throw known ?? error;
    }
  };

  readonly stopPreview = (): void => {
    this.#trial?.abort(new DOMException('The preview was stopped.', 'AbortError'));
    this.#player.stop();
  };

  protected override attached(): void {
    this.#detachPlayer ??= this.#player.attach();
    super.attached();
  }

  protected override optionsChanged(): void {
    this.#player.setOptions({ loudspeaker: this.options.loudspeaker });
  }

  protected override disposed(): void {
    super.disposed();
    this.#detachPlayer?.();
    this.#detachPlayer = undefined;
    this.#player.dispose();
    this.update({ preview: null });
  }

  protected override list(signal: AbortSignal): Promise<Voice[]> {
    return this.options.service.listVoices({}, { signal });
  }

  protected override narrow(voices: readonly Voice[], filter: VoiceFilter): readonly Voice[] {
    return filterVoices(voices, filter);
  }

  protected override change(change: Partial<LibraryState<Voice, VoiceFilter>>): void {
    this.update(change);
  }

  async #play(voiceId: string, signal: AbortSignal): Promise<void> {
    const voice = this.getSnapshot().all.find(({ id }) => id === voiceId);
    if (!voice) {
      throw new NotFoundError(`There is no voice "${voiceId}" in the list.`, {
        reason: 'voice_not_found',
        hint: 'Load the list first, and give the id of one of its voices.',
      });
    }
    const sample = this.#samples.get(voiceId) ?? voice.previewUrl;
    if (sample !== undefined) {
      try {
        await this.#player.playAsync(sample, { signal });
        return;
      } catch (error) {
        // A server that asks for keys refuses an audio element, which has none; the service has.
        if (typeof sample !== 'string' || isAbort(error, signal) || signal.aborted) throw error;
      }
    }
    const made = await this.#speak(voice, signal);
    this.#remember(voiceId, made);
    await this.#player.playAsync(made, { signal });
  }

  async #speak(voice: Voice, signal: AbortSignal): Promise<AudioOutput> {
    const text = (this.options.sampleText ?? sampleText)(voice);
    const request = { text, model: voice.model, voice: voice.id, format: 'mp3' } as const;
    return (await this.options.service.synthesize(request, { signal })).audio;
  }

  #remember(voiceId: string, sample: AudioOutput): void {
    this.#samples.set(voiceId, sample);
    const [oldest] = this.#samples.keys();
    if (this.#samples.size > MOST_SAMPLES && oldest !== undefined) this.#samples.delete(oldest);
  }

  #followPlayer(): void {
    const { preview } = this.getSnapshot();
    const { status } = this.#player.getSnapshot();
    if (!preview || preview.status === 'error') return;
    if (status === 'playing' || status === 'blocked' || status === 'loading') {
      if (preview.status !== status) this.update({ preview: { ...preview, status } });
    } else if (status === 'paused') this.stopPreview();
  }
}
