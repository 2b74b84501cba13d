import { createEngine, type Engine } from '@potoo/engine';
import { joinArrays } from '../../packages/engine/src/audio/join-arrays.ts';
import { pcmSource } from '../../packages/engine/src/audio/pcm-source.ts';
import { DELIVERIES, type Delivery } from '../../packages/engine/src/dsp/mimic/delivery.ts';
import { measureVoice } from '../../packages/engine/src/dsp/mimic/measure-voice.ts';
import {
  findCreak,
  medianOf,
  pitchDistribution,
  pitchRange,
  plainDistribution,
} from '../../packages/engine/src/dsp/mimic/pitch-distribution.ts';
import { revoice } from '../../packages/engine/src/dsp/mimic/revoice.ts';
import { wavSamples } from '../../packages/engine/src/testing/likeness.ts';
import type { Bench, Figure } from '../bench.ts';
import { englishRecordings } from '../recordings.ts';
import { SENTENCES } from '../sentences.ts';
import { spectrumTilt } from '../spectrum-tilt.ts';

const EMOTIONS = ['happy', 'sad', 'angry', 'excited'] as const;
/** Women and men, of flite and of espeak. */
const VOICES = ['slt', 'rms', 'awb', 'kal', 'en-gb', 'de'] as const;
const OUTPUT = { format: 'wav', channels: 'mono' } as const;

/** What an emotion changes, and how the table of figures calls it. */
const MEASURES = {
  pitch: 'semitones of the median pitch',
  range: 'factor of the range of the pitch',
  tempo: 'factor of the tempo',
  energy: 'decibels of the power',
  tilt: 'decibels per octave of the spectrum',
} as const;
type Measure = keyof typeof MEASURES;
type Sound = ReturnType<typeof wavSamples>;

/** What emotions do to many sentences, made and recorded. */
export const bench: Bench = {
  id: 'delivery',
  title: 'Emotions',
  async run() {
    await using engine = createEngine({ hosts: 1 });
    const changes: Array<{ readonly emotion: keyof typeof DELIVERIES; readonly change: Record<Measure, number> }> = [];
    let sentences = 0;
    for await (const sound of sounds(engine)) {
      sentences++;
      for (const emotion of EMOTIONS) changes.push({ emotion, change: await changeOf(sound, DELIVERIES[emotion]) });
    }
    const astray = changes.filter(({ emotion, change }) => !movesAsSaid(change, DELIVERIES[emotion])).length;
    const law: Figure = {
      what: 'emotions that move pitch, range, tempo or energy the other way',
      value: astray,
      unit: '',
      limit: { kind: 'at most', value: 0 },
      note: `of ${changes.length}: four emotions, ${sentences} sentences of ${VOICES.length} voices and of recordings`,
    };
    const told = EMOTIONS.flatMap((emotion) => {
      const own = changes.filter((each) => each.emotion === emotion);
      return Object.entries(MEASURES).map(([measure, what]) => {
        const sorted = own.map(({ change }) => change[measure as Measure]).sort((a, b) => a - b);
        const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
        const note = `${DELIVERIES[emotion][measure as Measure]} is meant; nine in ten from ${at(0.05).toFixed(2)} to ${at(0.95).toFixed(2)}`;
        return { what: `${emotion}: ${what}, median`, value: at(0.5), unit: '', note } satisfies Figure;
      });
    });
    return [law, ...told];
  },
};

async function* sounds(engine: Engine): AsyncGenerator<Sound> {
  for (const voice of VOICES) {
    for (const text of SENTENCES.slice(0, 6)) {
      yield wavSamples((await engine.synthesize({ ...OUTPUT, text, voice })).audio.bytes());
    }
  }
  for (const { path } of englishRecordings()) {
    yield wavSamples((await engine.convertAudio({ ...OUTPUT, audio: { path } })).audio.bytes());
  }
}

async function changeOf({ samples, sampleRate }: Sound, delivery: Delivery): Promise<Record<Measure, number>> {
  const { signal } = new AbortController();
  const source = pcmSource({ channels: [samples], sampleRate });
  const blocks: Float32Array[] = [];
  for await (const { channels } of revoice(source, { delivery, speed: 1, signal, onProgress: () => {} })) {
    if (channels[0]) blocks.push(channels[0]);
  }
  // Where nobody creaks, a range that has grown only looks as if they did.
  const creaks = findCreak(soundingPitch(samples, sampleRate)) !== undefined;
  const was = figuresOf(samples, sampleRate, creaks);
  const is = figuresOf(joinArrays(blocks), sampleRate, creaks);
  return {
    pitch: is.pitch - was.pitch,
    range: is.range / was.range,
    tempo: was.seconds / is.seconds,
    energy: is.energy - was.energy,
    tilt: is.tilt - was.tilt,
  };
}

/** Pitches of the frames that sound, hertz, 0 where they are unvoiced. */
function soundingPitch(samples: Float32Array, sampleRate: number): Float32Array {
  const measured = measureVoice(samples, sampleRate);
  if (!measured) throw new Error('A sentence holds no voice.');
  const { frames, powers } = measured;
  return frames.f0.filter((_, frame) => powers.sounding[frame]);
}

function figuresOf(samples: Float32Array, sampleRate: number, creaks: boolean) {
  const f0 = soundingPitch(samples, sampleRate);
  const pitch = creaks ? pitchDistribution(f0) : plainDistribution(f0);
  if (!pitch) throw new Error('A sentence holds next to no voice.');
  return {
    pitch: 12 * Math.log2(medianOf(pitch)),
    range: pitchRange(pitch),
    seconds: samples.length / sampleRate,
    energy: 10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length),
    tilt: spectrumTilt(samples, sampleRate),
  };
}

function movesAsSaid(change: Record<Measure, number>, delivery: Delivery): boolean {
  return (
    Math.sign(change.pitch) === Math.sign(delivery.pitch) &&
    change.range > 1 === delivery.range > 1 &&
    change.tempo > 1 === delivery.tempo > 1 &&
    Math.sign(change.energy) === Math.sign(delivery.energy)
  );
}
