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
  const [ofMid, ofSide] = [new Float32Array(grid.bins), new Float32Array(grid.bins)];
  const { windows } = voice.fromMid;
  for (let window = 0; window < windows; window++) {
    readers[0]?.(window, left.re, left.im);
    readers[1]?.(window, right.re, right.im);
    sharesOf(voice.fromMid, window, ofMid);
    sharesOf(voice.fromSide, window, ofSide);
    takeVoice(left.re, right.re, outLeft.re, ofMid, ofSide);
    takeVoice(left.im, right.im, outLeft.im, ofMid, ofSide);
    for (const write of writers[0] ?? []) write(window, outLeft.re, outLeft.im);
    for (const [index, part] of parts.entries()) {
      sharesOf(part.mid, window, ofMid);
      sharesOf(part.side, window, ofSide);
      toLeftAndRight(left.re, right.re, outLeft.re, outRight.re, ofMid, ofSide);
      toLeftAndRight(left.im, right.im, outLeft.im, outRight.im, ofMid, ofSide);
      writers[index + 1]?.[0]?.(window, outLeft.re, outLeft.im);
      writers[index + 1]?.[1]?.(window, outRight.re, outRight.im);
    }
  }
}

/** Turns left and right into middle and sides without the voice, which goes out. */
function takeVoice(
  left: Float32Array,
  right: Float32Array,
  voice: Float32Array,
  ofMid: Float32Array,
  ofSide: Float32Array,
): void {
  for (let bin = 0; bin < voice.length; bin++) {
    const [a, b] = [left[bin] ?? 0, right[bin] ?? 0];
    const mid = (a + b) / 2;
    const side = (a - b) / 2;
    const sung = (ofMid[bin] ?? 0) * mid + (ofSide[bin] ?? 0) * side;
    voice[bin] = sung;
    left[bin] = mid - sung;
    right[bin] = side;
  }
}

/** Turns shares of middle and sides back into left and right. */
function toLeftAndRight(
  mids: Float32Array,
  sides: Float32Array,
  left: Float32Array,
  right: Float32Array,
  ofMid: Float32Array,
  ofSide: Float32Array,
): void {
  for (let bin = 0; bin < left.length; bin++) {
    const mid = (ofMid[bin] ?? 0) * (mids[bin] ?? 0);
    const side = (ofSide[bin] ?? 0) * (sides[bin] ?? 0);
    left[bin] = mid + side;
    right[bin] = mid - side;
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
  const [sung, share] = [new Float32Array(grid.bins), new Float32Array(grid.bins)];
  for (let window = 0; window < voice.fromMid.windows; window++) {
    read(window, input.re, input.im);
    sharesOf(voice.fromMid, window, sung);
    for (const [index, write] of writers.entries()) {
      const part = parts[index - 1]?.mid;
      if (part) sharesOf(part, window, share);
      for (let bin = 0; bin < grid.bins; bin++) {
        const voiced = sung[bin] ?? 0;
        const kept = part ? (1 - voiced) * (share[bin] ?? 0) : voiced;
        output.re[bin] = kept * (input.re[bin] ?? 0);
        output.im[bin] = kept * (input.im[bin] ?? 0);
      }
      write(window, output.re, output.im);
    }
  }
}

/** Copies a window's shares of all bins: above the highest looked at, those of that. Without a plane they are nothing. */
function sharesOf(plane: Plane | undefined, window: number, shares: Float32Array): void {
  if (!plane) {
    shares.fill(0);
    return;
  }
  const { bins, values } = plane;
  shares.set(values.subarray(window * bins, (window + 1) * bins));
  shares.fill(shares[bins - 1] ?? 0, bins);
}

function spectrum({ bins }: AnalysisGrid): { readonly re: Float32Array; readonly im: Float32Array } {
  return { re: new Float32Array(bins), im: new Float32Array(bins) };
}

function remainder(channels: readonly Float32Array[], stems: readonly Float32Array[][]): Float32Array[] {
  return channels.map((channel, index) => {
    const rest = channel.slice();
    for (const stem of stems) {
      const taken = stem[index];
      if (taken) subtract(rest, taken);
    }
    return rest;
  });
}

function subtract(rest: Float32Array, taken: Float32Array): void {
  for (let frame = 0; frame < rest.length; frame++) rest[frame] = (rest[frame] ?? 0) - (taken[frame] ?? 0);
}
