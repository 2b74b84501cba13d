import { setImmediate } from 'node:timers/promises';
import { BadRequestError, InternalError } from '@potoo/core';
import type * as native from 'sherpa-onnx-node';
import { resample } from '../../audio/resample.ts';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { keepAlive } from '../../hosts/keep-alive.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import type { SpokenReference, SynthesizeParams, Utterance } from '../contract.ts';
import { guessWords } from '../guess-words.ts';
import { OfflineTts } from './addon.ts';
import { BlendedVoices } from './blended-voices.ts';
import type { OpenedModel } from './open-model.ts';

/** Loads a voice model. It answers `synthesize`. */
export async function loadVoice(model: OpenedModel): Promise<HostMethods> {
  const voices = await VoiceModel.load(model);
  return {
    async synthesize(params: SynthesizeParams, context: HostContext): Promise<Utterance> {
      context.signal.throwIfAborted();
      const text = spoken(params.text);
      const silent = params.words.map(() => ({ start: 0, end: 0 }));
      if (text === '') return { samples: new Float32Array(), sampleRate: voices.sampleRate, words: silent, phones: [] };
      const { samples, sampleRate } = await voices.speak(text, params, context);
      context.signal.throwIfAborted();
      return { samples, sampleRate, words: guessWords(samples, sampleRate, params), phones: [], estimated: true };
    },
  };
}

/** A voice model, and a second copy of it with blended voices once one is asked for. */
class VoiceModel {
  readonly #model: OpenedModel;
  readonly #own: native.OfflineTts;
  #blends: BlendedVoices | undefined;
  #blended: { readonly tts: native.OfflineTts; readonly version: number } | undefined;

  private constructor(model: OpenedModel, own: native.OfflineTts) {
    this.#model = model;
    this.#own = own;
  }

  static async load(model: OpenedModel): Promise<VoiceModel> {
    return new VoiceModel(model, await loadTts(model));
  }

  get sampleRate(): number {
    return this.#own.sampleRate;
  }

  async speak(text: string, params: SynthesizeParams, { signal, alive }: HostContext) {
    const { tts, speaker } = await this.#voiceOf(params);
    const { steps, family } = this.#model.settings;
    const reference = promptOf(params);
    const generationConfig = {
      sid: speaker,
      ...(reference && { referenceAudio: reference.samples, referenceSampleRate: reference.sampleRate }),
      ...(reference?.text !== undefined && { referenceText: reference.text }),
      speed: params.rate,
      // Pauses are the pipeline's.
      silenceScale: 0.2,
      ...(steps !== undefined && { numSteps: steps }),
      ...(family === 'supertonic' && { extra: { lang: primaryLanguage(params.language) } }),
    };
    const request = { text, enableExternalBuffer: false, generationConfig, onProgress: () => !signal.aborted } as const;
    const audio = await keepAlive({ alive }, tts.generateAsync(request));
    // The addon settles its promise from the callback of its thread; a turn lets an abort be heard.
    await setImmediate();
    if (audio.samples.length === 0) {
      throw new InternalError(`The model made no sound of "${text.slice(0, 40)}".`, { reason: 'nothing_to_speak' });
    }
    return audio;
  }

  async #voiceOf(params: SynthesizeParams): Promise<{ tts: native.OfflineTts; speaker: number }> {
    const { speakers = [], voice, reference } = params;
    const [only, another] = speakers;
    // It has no voice of its own.
    if (this.#model.settings.clones && reference) return { tts: this.#own, speaker: 0 };
    if (!only || speakers.some(({ speaker }) => speaker >= Math.max(1, this.#own.numSpeakers))) {
      throw new BadRequestError(`The model has no voice "${voice.slice(0, 80)}".`, { reason: 'voice_not_found' });
    }
    if (!another) return { tts: this.#own, speaker: only.speaker };
    this.#blends ??= await BlendedVoices.open(this.#model.pathOf('voices'), this.#own.numSpeakers);
    const { speaker, version } = this.#blends.place(speakers);
    if (this.#blended?.version !== version) {
      const tts = await this.#blends.load((file) => loadTts(this.#model, { voices: file }));
      this.#blended = { tts, version };
    }
    return { tts: this.#blended.tts, speaker };
  }
}

/** The recording whose voice is to be spoken in, and after it what was said before, with the text of both. */
function promptOf({ reference, before }: SynthesizeParams): SpokenReference | undefined {
  if (reference?.text === undefined || !before) return reference;
  const { samples, sampleRate, text } = reference;
  const said = { channels: [before.samples], sampleRate: before.sampleRate };
  const [after = before.samples] = resample(said, sampleRate).channels;
  const whole = new Float32Array(samples.length + after.length);
  whole.set(samples);
  whole.set(after, samples.length);
  return { samples: whole, sampleRate, text: `${text} ${before.text}` };
}

async function loadTts(model: OpenedModel, instead: Readonly<Record<string, string>> = {}): Promise<native.OfflineTts> {
  const { settings, threads } = model;
  const { family, ruleFsts } = settings;
  return OfflineTts.createAsync({
    model: { [family]: { ...model.part(), ...instead }, numThreads: threads, provider: 'cpu', debug: false },
    ruleFsts: ruleFsts.map((file) => model.absolute(file)).join(','),
    maxNumSentences: 1,
  });
}

/** Control characters and markup mean something to some front ends, and nothing to a listener. */
function spoken(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}<>[\]{}|\\]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
