import { resample } from '../../packages/engine/src/audio/resample.ts';
import { loadFlite } from '../../packages/engine/src/backends/flite/load-flite.ts';
import { readWav } from '../../packages/engine/src/backends/flite/read-wav.ts';
import { analyzeVoice } from '../../packages/engine/src/dsp/vocoder/analyze-voice.ts';
import { synthesizeVoice } from '../../packages/engine/src/dsp/vocoder/synthesize-voice.ts';
import { VoiceAnalyzer } from '../../packages/engine/src/dsp/vocoder/voice-analyzer.ts';
import { VoiceSynthesizer } from '../../packages/engine/src/dsp/vocoder/voice-synthesizer.ts';
import type { Bench, Figure } from '../bench.ts';
import { median, timed } from '../clock.ts';
import { SENTENCES } from '../sentences.ts';

const ROUNDS = 5;
const RATES = [16_000, 22_050, 48_000] as const;
const MOST = 0.2;

/** How much of its own time a voice takes to be taken apart and put together, on one core, in this process. */
export const bench: Bench = {
  id: 'vocoder',
  title: 'Vocoder',
  async run() {
    const speech = await fliteSpeech();
    const figures: Figure[] = [];
    for (const sampleRate of RATES) {
      const [samples = new Float32Array()] = resample(
        { channels: [speech.samples], sampleRate: speech.sampleRate },
        sampleRate,
      ).channels;
      figures.push(await overRealTime(samples, sampleRate));
    }
    figures.push(await firstSamples(speech.samples, speech.sampleRate));
    return figures;
  },
};

async function overRealTime(samples: Float32Array, sampleRate: number): Promise<Figure> {
  const seconds = samples.length / sampleRate;
  const analyses: number[] = [];
  const syntheses: number[] = [];
  let frames = analyzeVoice(samples, sampleRate);
  for (let round = 0; round < ROUNDS; round++) {
    const analysis = await timed(() => {
      frames = analyzeVoice(samples, sampleRate);
    });
    analyses.push(analysis / 1000 / seconds);
    syntheses.push((await timed(() => synthesizeVoice(frames))) / 1000 / seconds);
  }
  const analysis = median(analyses);
  const synthesis = median(syntheses);
  return {
    what: `voice taken apart and put together at ${sampleRate / 1000} kHz, over its own time`,
    value: analysis + synthesis,
    unit: 'x',
    limit: { kind: 'at most', value: MOST },
    note: `${seconds.toFixed(0)} s of speech, one core: ${analysis.toFixed(3)} apart, ${synthesis.toFixed(3)} together`,
  };
}

async function firstSamples(samples: Float32Array, sampleRate: number): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const analyzer = new VoiceAnalyzer(sampleRate);
    let synthesizer: VoiceSynthesizer | undefined;
    times.push(
      await timed(() => {
        for (let at = 0; at < samples.length; at += 1024) {
          const frames = analyzer.push(samples.subarray(at, at + 1024));
          synthesizer ??= new VoiceSynthesizer(frames);
          if (synthesizer.push(frames).length > 0) return;
        }
      }),
    );
  }
  return {
    what: 'first samples of a voice that is taken apart and put together as it comes',
    value: median(times),
    unit: 'ms',
    limit: { kind: 'at most', value: 100 },
    note: `${sampleRate / 1000} kHz in blocks of 1024; computing alone, after a look-ahead of 0.7 s of audio`,
  };
}

async function fliteSpeech() {
  const program = await loadFlite();
  const text = SENTENCES.slice(0, 6).join(' ');
  return readWav(program.run(['-voice', 'slt', '-t', text], { wav: true }).wav ?? new Uint8Array());
}
