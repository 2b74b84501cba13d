import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@potoo/engine';
import { pcmSource } from '../../packages/engine/src/audio/pcm-source.ts';
import { loadFlite } from '../../packages/engine/src/backends/flite/load-flite.ts';
import { readWav } from '../../packages/engine/src/backends/flite/read-wav.ts';
import { DELIVERIES } from '../../packages/engine/src/dsp/mimic/delivery.ts';
import { revoice } from '../../packages/engine/src/dsp/mimic/revoice.ts';
import { sampleVoice } from '../../packages/engine/src/dsp/mimic/sample-voice.ts';
import { shapeUtterance } from '../../packages/engine/src/dsp/mimic/shape-utterance.ts';
import { planShaping } from '../../packages/engine/src/dsp/mimic/shaping-plan.ts';
import type { Bench, Figure } from '../bench.ts';
import { median } from '../clock.ts';
import { processorShare } from '../processor-share.ts';
import { SENTENCES } from '../sentences.ts';

const ROUNDS = 5;
/** More than the head of a WAV file. */
const HEAD_BYTES = 100;

/** What a cloned voice and a conversion cost on one core, and how soon a cloned voice begins to speak. */
export const bench: Bench = {
  id: 'mimic',
  title: 'Cloned and converted voices',
  async run() {
    return [...(await shares()), await firstAudio()];
  },
};

async function shares(): Promise<Figure[]> {
  const program = await loadFlite();
  const text = SENTENCES.slice(0, 4).join(' ');
  const speak = (voice: string) =>
    readWav(program.run(['-voice', voice, '-t', text], { wav: true }).wav ?? new Uint8Array());
  const { samples, sampleRate } = speak('rms');
  const man = sampleVoice(samples, sampleRate);
  const other = speak('slt');
  const woman = sampleVoice(other.samples, other.sampleRate);
  if (!man || !woman) throw new Error('The voices of the bench could not be measured.');
  const plan = planShaping(man, woman.profile);
  const seconds = samples.length / sampleRate;
  const { signal } = new AbortController();
  const cloned = await processorShare(seconds, async () => {
    speak('rms');
    await shapeUtterance(samples, sampleRate, plan, { signal });
  });
  const converted = await processorShare(seconds, async () => {
    const source = pcmSource({ channels: [samples], sampleRate });
    const options = { target: woman.profile, delivery: DELIVERIES.neutral, speed: 1 };
    for await (const _ of revoice(source, { ...options, signal, onProgress: () => {} }));
  });
  const note = `${seconds.toFixed(0)} s of speech, processor time of one core`;
  const limit = { kind: 'at most', value: 0.3 } as const;
  return [
    { what: 'spoken in a cloned voice, over its own time', value: cloned, unit: 'x', limit, note },
    { what: 'converted to another voice, over its own time', value: converted, unit: 'x', limit, note },
  ];
}

async function firstAudio(): Promise<Figure> {
  const voicesDirectory = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
  await using engine = createEngine({ hosts: 1, voicesDirectory });
  try {
    const { audio } = await engine.synthesize({ text: SENTENCES.slice(0, 4).join(' '), voice: 'rms', format: 'wav' });
    const { id } = await engine.cloneVoice({
      reference: audio.bytes(),
      name: 'Bench',
      consent: { speaker: 'flite', statement: 'The voice rms of flite is free to be cloned.' },
    });
    // The first round starts the hosts and measures the voices.
    await firstOf(engine, id);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await firstOf(engine, id));
    return {
      what: 'first audio of a sentence in a cloned voice',
      value: median(times),
      unit: 'ms',
      limit: { kind: 'at most', value: 400 },
      note: 'warm, two sentences streamed as WAV in this process, the stream before left early',
    };
  } finally {
    await rm(voicesDirectory, { recursive: true });
  }
}

/** Milliseconds until more than the head of a file has come. */
async function firstOf(engine: Engine, voice: string): Promise<number> {
  const text = 'Certainly, I can help you with that. Let me look it up for you.';
  const start = performance.now();
  // Left early: the next one finds the hosts warm all the same.
  for await (const event of engine.streamSpeech({ text, voice, format: 'wav' })) {
    if (event.type === 'audio' && event.data.length > HEAD_BYTES) return performance.now() - start;
  }
  throw new Error('The cloned voice said nothing.');
}
