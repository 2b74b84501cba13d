import type { VoiceFrames } from '../vocoder/voice-frames.ts';

const BANDS = 20;
const COEFFICIENTS = 12;
const LOWEST = 100;
const HIGHEST = 7600;

/** Columns of {@link voiceCepstra}. */
export const CEPSTRUM_COLUMNS = COEFFICIENTS + 1;

/**
 * What a speaker is told by, frame by frame: mel-frequency cepstra without the loudness (S. Davis & P. Mermelstein, 1980), and the
 * logarithm of the pitch.
 * @param counts - Which frames to take; they have to be voiced.
 */
export function voiceCepstra(frames: VoiceFrames, counts: readonly boolean[]): Float64Array[] {
  const edges = bandEdges(frames);
  const levels = new Float64Array(BANDS);
  const rows: Float64Array[] = [];
  for (const [frame, taken] of counts.entries()) {
    if (!taken) continue;
    for (let band = 0; band < BANDS; band++) levels[band] = bandLevel(frames, frame, edges, band);
    const row = new Float64Array(CEPSTRUM_COLUMNS);
    for (let order = 1; order <= COEFFICIENTS; order++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) {
        sum += (levels[band] ?? 0) * Math.cos((Math.PI * order * (band + 0.5)) / BANDS);
      }
      row[order - 1] = sum / BANDS;
    }
    row[COEFFICIENTS] = Math.log(frames.f0[frame] || 1);
    rows.push(row);
  }
  return rows;
}

/** In bins. */
function bandEdges({ sampleRate, fftSize }: VoiceFrames): number[] {
  const low = mel(LOWEST);
  const step = (mel(Math.min(HIGHEST, sampleRate / 2)) - low) / (BANDS + 1);
  return Array.from({ length: BANDS + 2 }, (_, edge) => (hertz(low + edge * step) * fftSize) / sampleRate);
}

function bandLevel({ bins, envelope }: VoiceFrames, frame: number, edges: readonly number[], band: number): number {
  const [from = 0, centre = 1, to = 2] = edges.slice(band, band + 3);
  let [sum, weights] = [0, 1e-9];
  for (let bin = Math.ceil(from); bin <= Math.min(to, bins - 1); bin++) {
    const weight = bin < centre ? (bin - from) / (centre - from) : (to - bin) / (to - centre);
    sum += weight * (envelope[frame * bins + bin] ?? 0);
    weights += weight;
  }
  return Math.log(sum / weights + 1e-12);
}

function mel(frequency: number): number {
  return 2595 * Math.log10(1 + frequency / 700);
}

function hertz(mels: number): number {
  return 700 * (10 ** (mels / 2595) - 1);
}
