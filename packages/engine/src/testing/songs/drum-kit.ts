import { bandPass, highPass } from './resonator.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SongPlan } from './song-plan.ts';
import { addPanned, createTrack, type StereoTrack } from './stereo-track.ts';

type Drum = 'kick' | 'snare' | 'hat' | 'crash';
type Pattern = Readonly<Record<'kick' | 'snare' | 'hat', string>>;

/** Sixteen steps a bar. */
const PATTERNS = [
  { kick: 'x.......x.......', snare: '....x.......x...', hat: 'x.x.x.x.x.x.x.x.' },
  { kick: 'x...x...x...x...', snare: '....x.......x...', hat: '..x...x...x...x.' },
  { kick: 'x.....x...x.....', snare: '....x.......x..x', hat: 'xxxxxxxxxxxxxxxx' },
  { kick: 'x..x..x.........', snare: '........x.......', hat: 'x.x.x.xxx.x.x.x.' },
  { kick: 'x.x.....x.x.....', snare: '....x..x.x..x...', hat: 'x...x...x...x...' },
] as const satisfies readonly Pattern[];

interface Kit {
  readonly kick: { readonly from: number; readonly to: number; readonly decay: number; readonly click: number };
  readonly snare: { readonly tone: number; readonly decay: number; readonly noise: number };
  readonly hat: { readonly cutoff: number; readonly decay: number };
}

/** Renders a drum kit that plays one pattern, kick and snare in the centre. */
export function renderDrums(
  plan: SongPlan,
  frames: number,
  sampleRate: number,
  width: number,
  random: SeededRandom,
): StereoTrack {
  const track = createTrack(frames);
  const kit = drawKit(random);
  const pattern = random.pick(PATTERNS);
  // Half of the kits are samples that sound the same each time; the others are struck anew.
  const samples = random.chance(0.5) ? new Map<Drum, Float32Array>() : undefined;
  const sound = (drum: Drum): Float32Array => {
    const made = samples?.get(drum) ?? strike(drum, kit, sampleRate, random);
    samples?.set(drum, made);
    return made;
  };
  const pans = { kick: 0, snare: 0, hat: width * random.between(-0.7, 0.7), crash: width * random.between(-0.7, 0.7) };
  const gains = { kick: 1, snare: random.between(0.5, 0.9), hat: random.between(0.12, 0.35), crash: 0.35 };
  const hit = (drum: Drum, step: number): void => {
    const time = (step * plan.beat) / 4 + random.between(-1, 1) * plan.looseness;
    const gain = gains[drum] * (samples && plan.looseness === 0 ? 1 : random.between(0.8, 1));
    addPanned(track, sound(drum), Math.round(time * sampleRate), pans[drum], gain);
  };
  for (let step = 0; step < 16 * plan.bars; step++) {
    if (step % 128 === 0) hit('crash', step);
    if (pattern.kick[step % 16] === 'x') hit('kick', step);
    if (pattern.snare[step % 16] === 'x') hit('snare', step);
    if (pattern.hat[step % 16] === 'x') hit('hat', step);
  }
  return track;
}

function drawKit(random: SeededRandom): Kit {
  return {
    kick: {
      from: random.between(100, 220),
      to: random.between(42, 65),
      decay: random.between(0.07, 0.18),
      click: random.between(0, 0.3),
    },
    snare: { tone: random.between(160, 240), decay: random.between(0.05, 0.12), noise: random.between(0.5, 1.2) },
    hat: { cutoff: random.between(5000, 8000), decay: random.between(0.02, 0.08) },
  };
}

function strike(drum: Drum, kit: Kit, sampleRate: number, random: SeededRandom): Float32Array {
  if (drum === 'kick') return kick(kit.kick, sampleRate, random);
  if (drum === 'snare') return snare(kit.snare, sampleRate, random);
  if (drum === 'hat') return cymbal(kit.hat.cutoff, kit.hat.decay, sampleRate, random);
  return cymbal(3000, 0.6, sampleRate, random);
}

function kick({ from, to, decay, click }: Kit['kick'], sampleRate: number, random: SeededRandom): Float32Array {
  const sound = new Float32Array(Math.round(6 * decay * sampleRate));
  let phase = 0;
  for (let frame = 0; frame < sound.length; frame++) {
    const time = frame / sampleRate;
    phase += (2 * Math.PI * (to + (from - to) * Math.exp(-time / 0.025))) / sampleRate;
    sound[frame] = Math.sin(phase) * Math.exp(-time / decay) + click * random.between(-1, 1) * Math.exp(-time / 0.003);
  }
  return fadeEnd(sound);
}

function snare({ tone, decay, noise }: Kit['snare'], sampleRate: number, random: SeededRandom): Float32Array {
  const sound = new Float32Array(Math.round(7 * decay * sampleRate));
  for (let frame = 0; frame < sound.length; frame++) sound[frame] = random.between(-1, 1);
  bandPass(sound, { frequency: 3500, bandwidth: 6000 }, sampleRate);
  for (let frame = 0; frame < sound.length; frame++) {
    const time = frame / sampleRate;
    const body = Math.sin(2 * Math.PI * tone * time) + 0.5 * Math.sin(2 * Math.PI * 1.6 * tone * time);
    sound[frame] = noise * (sound[frame] ?? 0) * Math.exp(-time / decay) + 0.5 * body * Math.exp(-time / (0.6 * decay));
  }
  return fadeEnd(sound);
}

function cymbal(cutoff: number, decay: number, sampleRate: number, random: SeededRandom): Float32Array {
  const sound = new Float32Array(Math.round(5 * decay * sampleRate));
  for (let frame = 0; frame < sound.length; frame++) sound[frame] = random.between(-1, 1);
  highPass(sound, cutoff, sampleRate);
  for (let frame = 0; frame < sound.length; frame++) {
    sound[frame] = (sound[frame] ?? 0) * Math.exp(-frame / (decay * sampleRate));
  }
  return fadeEnd(sound);
}

function fadeEnd(sound: Float32Array): Float32Array {
  const length = sound.length >> 3;
  for (let left = 1; left <= length; left++) {
    const frame = sound.length - left;
    sound[frame] = ((sound[frame] ?? 0) * left) / length;
  }
  return sound;
}
