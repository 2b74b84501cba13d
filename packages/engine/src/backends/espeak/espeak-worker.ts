import { NotFoundError } from '@potoo/core/errors';
import type { HostContext, HostWorker } from '../../hosts/contract.ts';
import type { SynthesizeParams, Utterance } from '../contract.ts';
import { espeakPhonemes } from './espeak-phonemes.ts';
import type { EspeakProgram } from './espeak-program.ts';
import { writeEspeakText } from './espeak-text.ts';
import { timeByEvents } from './espeak-timing.ts';
import { ESPEAK_SAMPLE_RATE, ESPEAK_VOICES, type EspeakVoice } from './espeak-voices.ts';

/** What a host answers to that has the espeak program, on Node and in a page. */
export function espeakWorker(program: EspeakProgram): HostWorker {
  const phonemes = new PhonemeInventory(program);
  return {
    methods: {
      async synthesize(params: SynthesizeParams, { signal }: Pick<HostContext, 'signal'>): Promise<Utterance> {
        signal.throwIfAborted();
        const voice = ESPEAK_VOICES.find(({ id }) => id === params.voice);
        if (!voice) throw new NotFoundError(`espeak has no voice "${params.voice}".`, { reason: 'voice_not_found' });
        return speak(params, voice, program, phonemes);
      },
    },
  };
}

function speak(
  params: SynthesizeParams,
  voice: EspeakVoice,
  program: EspeakProgram,
  phonemes: PhonemeInventory,
): Utterance {
  program.set({ identifier: voice.identifier, rate: params.rate, pitch: params.pitch });
  const sounds = params.words.map(({ ipa }) => (ipa === undefined ? '' : phonemes.write(ipa, voice)));
  const written = writeEspeakText(params, sounds);
  if (written.words.length === 0) {
    const silent = params.words.map(() => ({ start: 0, end: 0 }));
    return { samples: new Float32Array(), sampleRate: ESPEAK_SAMPLE_RATE, words: silent, phones: [] };
  }
  const { samples, sampleRate, events } = program.speak(written.text);
  return {
    samples,
    sampleRate,
    ...timeByEvents(events, written, params.words.length, samples.length / sampleRate),
  };
}

/** Remembers which phonemes the voices have: espeak is asked once for each. */
class PhonemeInventory {
  readonly #program: EspeakProgram;
  readonly #known = new Map<string, boolean>();

  constructor(program: EspeakProgram) {
    this.#program = program;
  }

  /** Writes IPA in the phonemes of the voice, which must be the one that is set. */
  write(ipa: string, voice: EspeakVoice): string {
    const english = voice.languages[0]?.startsWith('en') ?? false;
    return espeakPhonemes(ipa, { english, has: (mnemonic) => this.#has(voice, mnemonic) });
  }

  #has(voice: EspeakVoice, mnemonic: string): boolean {
    const key = `${voice.identifier} ${mnemonic}`;
    let has = this.#known.get(key);
    if (has === undefined) {
      has = this.#program.hasPhoneme(mnemonic);
      this.#known.set(key, has);
    }
    return has;
  }
}
