import type { Canvas } from './instruments.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A drum or another percussion instrument. */
export type DrumName =
  | 'kick'
  | 'snare'
  | 'hat'
  | 'openHat'
  | 'clap'
  | 'tom'
  | 'rim'
  | 'shaker'
  | 'ride'
  | 'click'
  | 'accentClick';

/** Plays a drum. @param start - Seconds. @param level - Linear, 0 to 1. */
export type DrumKit = (canvas: Canvas, drum: DrumName, start: number, level: number) => void;

/** What a drum is made of: a sliding tone and a burst of filtered noise. */
interface DrumSound {
  readonly toneLevel: number;
  /** Hertz at the stroke, and when it has settled. */
  readonly from: number;
  readonly to: number;
  readonly toneDecay: number;
  readonly noiseLevel: number;
  /** How the noise is coloured: its values are differenced so many times, which takes the low end away. */
  readonly brightness: 0 | 1 | 2;
  readonly noiseDecay: number;
}

const SOUNDS: Record<DrumName, DrumSound> = {
  kick: { toneLevel: 0.9, from: 150, to: 50, toneDecay: 0.12, noiseLevel: 0.1, brightness: 1, noiseDecay: 0.006 },
  snare: { toneLevel: 0.25, from: 230, to: 185, toneDecay: 0.06, noiseLevel: 0.5, brightness: 1, noiseDecay: 0.07 },
  hat: { toneLevel: 0, from: 0, to: 0, toneDecay: 0, noiseLevel: 0.22, brightness: 2, noiseDecay: 0.02 },
  openHat: { toneLevel: 0, from: 0, to: 0, toneDecay: 0, noiseLevel: 0.22, brightness: 2, noiseDecay: 0.12 },
  clap: { toneLevel: 0, from: 0, to: 0, toneDecay: 0, noiseLevel: 0.5, brightness: 1, noiseDecay: 0.045 },
  tom: { toneLevel: 0.6, from: 160, to: 110, toneDecay: 0.14, noiseLevel: 0.08, brightness: 0, noiseDecay: 0.01 },
  rim: { toneLevel: 0.4, from: 900, to: 820, toneDecay: 0.015, noiseLevel: 0.2, brightness: 1, noiseDecay: 0.008 },
  shaker: { toneLevel: 0, from: 0, to: 0, toneDecay: 0, noiseLevel: 0.14, brightness: 2, noiseDecay: 0.045 },
  ride: { toneLevel: 0.08, from: 3200, to: 3180, toneDecay: 0.15, noiseLevel: 0.15, brightness: 2, noiseDecay: 0.14 },
  click: { toneLevel: 0.5, from: 1000, to: 1000, toneDecay: 0.02, noiseLevel: 0, brightness: 0, noiseDecay: 0.01 },
  accentClick: {
    toneLevel: 0.7,
    from: 1500,
    to: 1500,
    toneDecay: 0.02,
    noiseLevel: 0,
    brightness: 0,
    noiseDecay: 0.01,
  },
};

/** Makes a drum kit whose sounds differ from kit to kit in pitch, length and level. */
export function drumKit(random: SeededRandom): DrumKit {
  const pitch = random.between(0.8, 1.25);
  const length = random.between(0.7, 1.5);
  const noise = random.between(0.6, 1.4);
  return (canvas, drum, start, level) => {
    const sound = SOUNDS[drum];
    addStroke(canvas, start, level, random, {
      ...sound,
      from: sound.from * pitch,
      to: sound.to * pitch,
      toneDecay: sound.toneDecay * length,
      noiseLevel: sound.noiseLevel * noise,
      noiseDecay: sound.noiseDecay * length,
    });
  };
}

function addStroke(
  { samples, sampleRate }: Canvas,
  start: number,
  level: number,
  random: SeededRandom,
  sound: DrumSound,
): void {
  const first = Math.round(start * sampleRate);
  const total = Math.ceil(7 * Math.max(sound.toneDecay, sound.noiseDecay) * sampleRate);
  let phase = 0;
  let [before, beforeThat] = [0, 0];
  for (let frame = 0; frame < total && first + frame < samples.length; frame++) {
    const time = frame / sampleRate;
    const hertz = sound.to + (sound.from - sound.to) * Math.exp(-time / 0.025);
    phase += (2 * Math.PI * hertz) / sampleRate;
    const tone = sound.toneLevel > 0 ? sound.toneLevel * Math.exp(-time / sound.toneDecay) * Math.sin(phase) : 0;
    const white = random.between(-1, 1);
    const coloured =
      [white, (white - before) / 1.41, (white - 2 * before + beforeThat) / 2.45][sound.brightness] ?? white;
    beforeThat = before;
    before = white;
    const burst = sound.noiseLevel * Math.exp(-time / sound.noiseDecay) * coloured;
    const value = level * Math.min(1, time / 0.001) * (tone + burst);
    if (first + frame >= 0) samples[first + frame] = (samples[first + frame] ?? 0) + value;
  }
}
