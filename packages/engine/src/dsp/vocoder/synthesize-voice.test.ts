import { describe, expect, it } from 'vitest';
import { resample } from '../../audio/resample.ts';
import { loadEspeak } from '../../backends/espeak/load-espeak.ts';
import { loadFlite } from '../../backends/flite/load-flite.ts';
import { readWav } from '../../backends/flite/read-wav.ts';
import { pocketsphinx } from '../../backends/pocketsphinx/pocketsphinx.ts';
import { loadInProcess } from '../../testing/in-process-host.ts';
import { knownSpeech } from '../../testing/known-speech.ts';
import { wordErrorRate, wordErrors } from '../../text/word-error-rate.ts';
import { logSpectralDistance } from './__fixtures__/log-spectral-distance.ts';
import { pitchErrors } from './__fixtures__/pitch-errors.ts';
import { levelOf, recording } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { medianOfVoiced } from './shift-pitch.ts';
import { synthesizeVoice } from './synthesize-voice.ts';

/** Real voices, women and men at 16, 22.05 and 48 kHz: what they may lose in spectrum, decibels, and in pitch, cents. */
const RECORDINGS = [
  ['speech/LJ001-0002.wav', 2.5, 5],
  ['speech/LJ001-0008.wav', 2.5, 5],
  ['speech/leopard_en.wav', 2.2, 10],
  ['speech/sense_and_sensibility_01_austen_64kb-0930.wav', 2, 10],
  ['speakers/speaker_1_utt_2.wav', 2.5, 5],
  ['noise/clean_freesound_33711.wav', 3, 5],
] as const;
const LONGEST_SECONDS = 5;

describe('a voice taken apart and put together', () => {
  it.for(RECORDINGS)('keeps pitch, level, spectrum and length of %s', async ([file, distance, cents], { skip }) => {
    const voice = await recording(file);
    if (!voice) return skip('the shared data is absent');
    const { samples, sampleRate } = voice;
    keeps(samples.subarray(0, LONGEST_SECONDS * sampleRate), sampleRate, distance, cents);
  });

  it('keeps those of a synthetic voice', async () => {
    const { samples, sampleRate } = await fliteSpeech('slt', []);
    keeps(samples, sampleRate, 2, 5);
  });

  it('is understood as before', { timeout: 60_000 }, async ({ skip }) => {
    const sentences = knownSpeech('speech', 'en').filter(({ file }) => /LJ001-000[28]/.test(file));
    if (sentences.length === 0) return skip('the shared data is absent');
    if (!(await pocketsphinx.check()).available) return skip('PocketSphinx is not installed');
    const host = await loadInProcess(pocketsphinx);
    const before = [];
    const after = [];
    for (const { file, text } of sentences) {
      const { samples, sampleRate } = (await recording(file)) ?? { samples: new Float32Array(), sampleRate: 16_000 };
      const hear = async (sound: Float32Array) => {
        const [channel] = resample({ channels: [sound], sampleRate }, 16_000).channels;
        const heard = await host.call('recognize', { samples: channel, language: 'en', partials: false });
        return wordErrors(text, String(Reflect.get(Object(heard), 'text')));
      };
      before.push(await hear(samples));
      after.push(await hear(synthesizeVoice(analyzeVoice(samples, sampleRate))));
    }
    expect(wordErrorRate(after)).toBeLessThanOrEqual(wordErrorRate(before) + 0.05);
  });
});

describe('the pitch of a synthetic voice', () => {
  it.each([90, 130, 180])('is that which flite was told, %d Hz', async (target) => {
    const monotone = ['--setf', `int_f0_target_mean=${target}`, '--setf', 'int_f0_target_stddev=0'];
    const { samples, sampleRate } = await fliteSpeech('kal16', monotone);
    const { f0 } = analyzeVoice(samples, sampleRate);
    const voiced = f0.filter((pitch) => pitch > 0).sort();
    expect(voiced.length / f0.length).toBeGreaterThan(0.7);
    expect(Math.abs((voiced[voiced.length >> 1] ?? 0) / target - 1)).toBeLessThan(0.005);
    expect(voiced.filter((pitch) => Math.abs(pitch / target - 1) < 0.05).length / voiced.length).toBeGreaterThan(0.93);
  });

  it('follows what espeak was told', { timeout: 20_000 }, async () => {
    const program = await loadEspeak();
    const medians = [0.8, 1, 1.5].map((pitch) => {
      program.set({ identifier: 'gmw/en-US', rate: 1, pitch });
      const { samples, sampleRate } = program.speak('We were away a year ago, when we saw no one.');
      return medianOfVoiced(analyzeVoice(samples, sampleRate).f0);
    });
    expect(Math.abs((medians[0] ?? 0) / (medians[1] ?? 0) / 0.8 - 1)).toBeLessThan(0.04);
    expect(Math.abs((medians[2] ?? 0) / (medians[1] ?? 0) / 1.5 - 1)).toBeLessThan(0.04);
  });
});

function keeps(samples: Float32Array, sampleRate: number, distance: number, cents: number): void {
  const frames = analyzeVoice(samples, sampleRate);
  const sound = synthesizeVoice(frames);
  expect(sound).toHaveLength(samples.length);
  expect(Math.abs(20 * Math.log10(levelOf(sound) / levelOf(samples)))).toBeLessThan(1);
  const errors = pitchErrors(analyzeVoice(sound, sampleRate).f0, frames.f0);
  expect(errors.medianCents).toBeLessThan(cents);
  expect(errors.gross).toBeLessThan(0.02);
  expect(errors.agreement).toBeGreaterThan(0.95);
  expect(logSpectralDistance(samples, sound, sampleRate).distance).toBeLessThan(distance);
}

async function fliteSpeech(voice: string, args: readonly string[]) {
  const program = await loadFlite();
  const text = 'We were away a year ago, when we saw no one.';
  return readWav(program.run(['-voice', voice, ...args, '-t', text], { wav: true }).wav ?? new Uint8Array());
}
