import { createEngine, type Engine } from '@potoo/engine';
import { type WordErrors, wordErrorRate, wordErrors } from '@potoo/engine/testing';
import type { VoiceProfile } from '../../packages/engine/src/dsp/mimic/voice-profile.ts';
import { temporaryVoices } from '../../packages/engine/src/testing/__fixtures__/reference-speech.ts';
import { likenessOf, profileOfWav, wavSamples } from '../../packages/engine/src/testing/likeness.ts';
import { sharedData } from '../../packages/engine/src/testing/shared-data.ts';
import type { Bench, Figure } from '../bench.ts';
import { pocketsphinxMissing } from '../peers.ts';
import { englishRecordings } from '../recordings.ts';
import { SENTENCES } from '../sentences.ts';

/** Voices that are listed, and people whose voices are cloned first. */
const LISTED = ['slt', 'rms', 'awb', 'kal'] as const;
const CLONED = { Reader: 'speech/LJ001-0001.wav', President: 'speech/jfk.wav' } as const;
/** How the names of the recordings of each of them begin: nobody is converted to themselves. */
const OWN = { Reader: 'speech/LJ001-', President: 'speech/jfk' } as const;
/** A recording with less speech holds no range of pitches that could be compared, seconds. */
const LEAST_SECONDS = 4;
const OUTPUT = { format: 'wav', sampleRate: 16_000, channels: 'mono' } as const;

interface Target {
  readonly voice: string;
  readonly profile: VoiceProfile;
  /** Of a cloned voice: how the names of its speaker's own recordings begin. */
  readonly own?: string;
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly wav: Uint8Array<ArrayBuffer>;
  readonly heard: WordErrors;
}

interface Conversion {
  readonly file: string;
  readonly semitones: number;
  readonly range: number;
  readonly tract: number;
  /** Distance of the spectrum from the target's, over the source's. */
  readonly nearer: number;
  readonly duration: number;
  readonly heard: WordErrors;
}

/** How like the target, and how well understood, recordings of real people come out when their voice is converted. */
export const bench: Bench = {
  id: 'conversion',
  title: 'Likeness of converted voices',
  async skip() {
    if (englishRecordings().length === 0) return 'the recordings beside the repository are absent';
    return await pocketsphinxMissing();
  },
  async run() {
    await using engine = createEngine({ hosts: 2, voicesDirectory: temporaryVoices() });
    const sources = await openSources(engine);
    const figures: Figure[] = [];
    for await (const target of targets(engine)) {
      const others = sources.filter(({ file }) => target.own === undefined || !file.startsWith(target.own));
      const conversions: Conversion[] = [];
      for (const source of others) conversions.push(await convert(source, target, engine));
      figures.push(...figuresOf(target.voice, others, conversions));
    }
    return figures;
  },
};

async function openSources(engine: Engine): Promise<Source[]> {
  const sources: Source[] = [];
  for (const { path, file, text } of englishRecordings()) {
    const { audio } = await engine.convertAudio({ ...OUTPUT, audio: { path } });
    const wav = audio.bytes();
    if ((audio.duration ?? 0) < LEAST_SECONDS) continue;
    sources.push({ file, text, wav, heard: wordErrors(text, (await engine.transcribe({ audio: wav })).text) });
  }
  return sources;
}

async function* targets(engine: Engine): AsyncGenerator<Target> {
  const text = SENTENCES.slice(0, 8).join(' ');
  for (const voice of LISTED) {
    const { audio } = await engine.synthesize({ ...OUTPUT, text, voice });
    yield { voice, profile: profileOfWav(audio.bytes()) };
  }
  for (const name of ['Reader', 'President'] as const) {
    const reference = { path: sharedData(CLONED[name]) ?? '' };
    const consent = { speaker: name, statement: 'The recording is in the public domain.' };
    await engine.cloneVoice({ reference, name, consent });
    const { audio } = await engine.convertAudio({ ...OUTPUT, audio: reference });
    yield { voice: name, profile: profileOfWav(audio.bytes()), own: OWN[name] };
  }
}

async function convert({ file, text, wav }: Source, { voice, profile }: Target, engine: Engine): Promise<Conversion> {
  const { audio } = await engine.convertVoice({ ...OUTPUT, audio: wav, targetVoice: voice });
  const bytes = audio.bytes();
  const like = likenessOf(profileOfWav(bytes), profile);
  return {
    file,
    semitones: Math.abs(like.semitones),
    range: Math.abs(like.range - 1),
    tract: Math.abs(like.tract - 1),
    nearer: like.colour / likenessOf(profileOfWav(wav), profile).colour,
    duration: Math.abs(wavSamples(bytes).samples.length / wavSamples(wav).samples.length - 1),
    heard: wordErrors(text, (await engine.transcribe({ audio: bytes })).text),
  };
}

function figuresOf(voice: string, sources: readonly Source[], conversions: readonly Conversion[]): Figure[] {
  const limits = { semitones: 1, range: 0.2, tract: 0.05, nearer: 0.7, duration: 0.02 } as const;
  const names = {
    semitones: 'semitones between the median pitches',
    range: 'share that the range is off',
    tract: "share that the tract's length is off",
    nearer: "distance of the long-term spectrum, over the source's",
    duration: 'share that the duration is off',
  } as const;
  const worst = (Object.keys(limits) as Array<keyof typeof limits>).map((key): Figure => {
    const sorted = conversions.toSorted((a, b) => b[key] - a[key]);
    const [first] = sorted;
    return {
      what: `converted to ${voice}, worst of ${sorted.length}: ${names[key]}`,
      value: first?.[key] ?? 0,
      unit: '',
      limit: { kind: 'at most', value: limits[key] },
      note: `${first?.file}; median ${(sorted[sorted.length >> 1]?.[key] ?? 0).toFixed(2)}`,
    };
  });
  const before = wordErrorRate(sources.map(({ heard }) => heard));
  const after = wordErrorRate(conversions.map(({ heard }) => heard));
  return [
    ...worst,
    {
      what: `converted to ${voice}: word error rate above the recordings'`,
      value: after - before,
      unit: '',
      limit: { kind: 'at most', value: 0.15 },
      note: `${sources.length} recordings together, ${before.toFixed(2)} before`,
    },
  ];
}
