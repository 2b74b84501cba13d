import { noiseBuffer } from './noise.ts';
import { renderWav, SAMPLE_RATE } from './render-wav.ts';

const BEATS_PER_MINUTE = 112;
const BEAT = 60 / BEATS_PER_MINUTE;
const BARS = 4;

/** Chords of a bar each, as MIDI notes: C, A minor, F, G. */
const CHORDS = [
  [60, 64, 67],
  [57, 60, 64],
  [53, 57, 60],
  [55, 59, 62],
] as const;

const MELODY = [72, 76, 79, 76, 72, 76, 81, 76, 72, 77, 81, 77, 74, 79, 83, 79] as const;

const hertz = (note: number) => 440 * 2 ** ((note - 69) / 12);

/** A tune with drums, bass, chords and a melody: C major, 112 beats per minute, 4/4. A stereo WAV file. */
export function makeTune(): Promise<Blob> {
  const seconds = BARS * 2 * 4 * BEAT + 1;
  const context = new OfflineAudioContext(2, Math.ceil(seconds * SAMPLE_RATE), SAMPLE_RATE);
  for (let bar = 0; bar < BARS * 2; bar++) {
    const begin = bar * 4 * BEAT;
    const chord = CHORDS[bar % BARS] ?? CHORDS[0];
    for (const note of chord)
      play(context, { note, at: begin, seconds: 4 * BEAT, gain: 0.05, type: 'triangle', pan: -0.35 });
    for (let beat = 0; beat < 4; beat++) {
      const at = begin + beat * BEAT;
      play(context, { note: chord[0] - 24, at, seconds: BEAT * 0.9, gain: 0.22, type: 'sine', pan: 0 });
      const melody = MELODY[(bar % BARS) * 4 + beat] ?? 72;
      play(context, { note: melody, at, seconds: BEAT * 0.8, gain: 0.09, type: 'square', pan: 0.3 });
      if (beat % 2 === 0) kick(context, at);
      else hit(context, at, 1800, 0.2);
      hit(context, at + BEAT / 2, 7000, 0.08);
    }
  }
  return renderWav(context);
}

interface Note {
  readonly note: number;
  readonly at: number;
  readonly seconds: number;
  readonly gain: number;
  readonly type: OscillatorType;
  readonly pan: number;
}

function play(context: OfflineAudioContext, { note, at, seconds, gain, type, pan }: Note): void {
  const tone = new OscillatorNode(context, { type, frequency: hertz(note) });
  const level = new GainNode(context, { gain: 0 });
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(gain, at + 0.015);
  level.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  const softer = new BiquadFilterNode(context, { type: 'lowpass', frequency: 2600 });
  tone.connect(softer).connect(level).connect(new StereoPannerNode(context, { pan })).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}

function kick(context: OfflineAudioContext, at: number): void {
  const drum = new OscillatorNode(context, { frequency: 120 });
  drum.frequency.setValueAtTime(120, at);
  drum.frequency.exponentialRampToValueAtTime(45, at + 0.12);
  const level = new GainNode(context, { gain: 0 });
  level.gain.setValueAtTime(0.7, at);
  level.gain.exponentialRampToValueAtTime(0.001, at + 0.25);
  drum.connect(level).connect(context.destination);
  drum.start(at);
  drum.stop(at + 0.26);
}

function hit(context: OfflineAudioContext, at: number, frequency: number, gain: number): void {
  const source = new AudioBufferSourceNode(context, {
    buffer: noiseBuffer(context, 0.2, (time) => 10 ** (-18 * time)),
  });
  const band = new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: 0.8 });
  source.connect(band).connect(new GainNode(context, { gain })).connect(context.destination);
  source.start(at);
}
