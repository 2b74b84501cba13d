import type { AnalysisGrid } from './analysis-grid.ts';
import { type Plane, spectrumReader, spectrumWriter } from './spectra.ts';
import type { StemShares } from './stem-shares.ts';

/**
 * Cuts a stretch of audio into stems by their shares.
 * @param channels - Two are filtered as middle and sides; any other number one by one, by the shares of the middle.
 * @returns For each stem its channels. They sum to the input: the last stem is what the others leave.
 */
export function renderStems(
  channels: readonly Float32Array[],
  shares: StemShares,
  grid: AnalysisGrid,
): Float32Array[][] {
  const stems = Array.from({ length: shares.parts.length + 1 }, () =>
    channels.map((channel) => new Float32Array(channel.length)),
  );
  if (channels.length === 2) renderStereo(channels, stems, shares, grid);
  else for (const index of channels.keys()) renderChannel(channels, stems, index, shares, grid);
  return [...stems, remainder(channels, stems)];
}

function renderStereo(
  channels: readonly Float32Array[],
  stems: readonly Float32Array[][],
  { voice, parts }: StemShares,
  grid: AnalysisGrid,
): void {
  const readers = channels.map((channel) => spectrumReader(channel, grid));
  const writers = stems.map((stem) => stem.map((channel) => spectrumWriter(channel, grid)));
  const [left, right, outLeft, outRight] = [spectrum(grid), spectrum(grid), spectrum(grid), spectrum(grid)];
  const { windows } = voice.fromMid;
  for (let window = 0; window < windows; window++) {
    readers[0]?.(window, left.re, left.im);
    readers[1]?.(window, right.re, right.im);
    for (const axis of ['re', 'im'] as const) {
      // Left and right become middle and sides without the voice, which goes out.
      const [a, b, out] = [left[axis], right[axis], outLeft[axis]];
      for (let bin = 0; bin < grid.bins; bin++) {
        const mid = ((a[bin] ?? 0) + (b[bin] ?? 0)) / 2;
        const side = ((a[bin] ?? 0) - (b[bin] ?? 0)) / 2;
        const sung =
          at(voice.fromMid, window, bin) * mid + (voice.fromSide ? at(voice.fromSide, window, bin) * side : 0);
        out[bin] = sung;
        a[bin] = mid - sung;
        b[bin] = side;
      }
    }
    for (const write of writers[0] ?? []) write(window, outLeft.re, outLeft.im);
    for (const [index, part] of parts.entries()) {
      for (const axis of ['re', 'im'] as const) {
        const [mids, sides, outA, outB] = [left[axis], right[axis], outLeft[axis], outRight[axis]];
        for (let bin = 0; bin < grid.bins; bin++) {
          const mid = at(part.mid, window, bin) * (mids[bin] ?? 0);
          const side = part.side ? at(part.side, window, bin) * (sides[bin] ?? 0) : 0;
          outA[bin] = mid + side;
          outB[bin] = mid - side;
        }
      }
      writers[index + 1]?.[0]?.(window, outLeft.re, outLeft.im);
      writers[index + 1]?.[1]?.(window, outRight.re, outRight.im);
    }
  }
}

function renderChannel(
  channels: readonly Float32Array[],
  stems: readonly Float32Array[][],
  channel: number,
  { voice, parts }: StemShares,
  grid: AnalysisGrid,
): void {
  const read = spectrumReader(channels[channel] ?? new Float32Array(), grid);
  const writers = stems.map((stem) => spectrumWriter(stem[channel] ?? new Float32Array(), grid));
  const [input, output] = [spectrum(grid), spectrum(grid)];
  for (let window = 0; window < voice.fromMid.windows; window++) {
    read(window, input.re, input.im);
    for (const [index, write] of writers.entries()) {
      const part = parts[index - 1]?.mid;
      for (let bin = 0; bin < grid.bins; bin++) {
        const sung = at(voice.fromMid, window, bin);
        const share = part ? (1 - sung) * at(part, window, bin) : sung;
        output.re[bin] = share * (input.re[bin] ?? 0);
        output.im[bin] = share * (input.im[bin] ?? 0);
      }
      write(window, output.re, output.im);
    }
  }
}

/** Value of a bin; above the highest looked at, of that. */
function at({ bins, values }: Plane, window: number, bin: number): number {
  return values[window * bins + (bin < bins ? bin : bins - 1)] ?? 0;
}

function spectrum({ bins }: AnalysisGrid): { readonly re: Float32Array; readonly im: Float32Array } {
  return { re: new Float32Array(bins), im: new Float32Array(bins) };
}

function remainder(channels: readonly Float32Array[], stems: readonly Float32Array[][]): Float32Array[] {
  return channels.map((channel, index) => {
    const rest = channel.slice();
    for (const stem of stems) {
      const taken = stem[index];
      for (let frame = 0; frame < rest.length; frame++) rest[frame] = (rest[frame] ?? 0) - (taken?.[frame] ?? 0);
    }
    return rest;
  });
}
