import type { PcmSource } from '../../../audio/pcm-source.ts';
import type { AudioAnalysis } from '../audio-analysis.ts';
import { finiteBlocks, type ReadOptions } from '../finite-blocks.ts';
import { frameSpectra } from '../frame-spectra.ts';
import { type MonoStream, monoStream } from '../read-mono.ts';
import { frequencyTicks, timeTicks } from './axis-ticks.ts';
import { drawSpectrogram, type FrequencyScale } from './draw-spectrogram.ts';
import { drawWaveforms } from './draw-waveforms.ts';
import { encodePng } from './encode-png.ts';
import { type Outline, outlineCollector } from './outline-collector.ts';
import { BACKGROUND, DIM, INK } from './palette.ts';
import { type Box, Raster } from './raster.ts';
import { type Spectrogram, spectrogramCollector } from './spectrogram-collector.ts';

/** What of an analysis is drawn. */
export type DrawnFigures = Pick<AudioAnalysis, 'duration' | 'silence' | 'beats' | 'downbeats'>;

const WIDTH = 1280;
const HEIGHT = 720;
const MARGIN = { left: 56, right: 76 } as const;
const PLOT_WIDTH = WIDTH - MARGIN.left - MARGIN.right;
const WAVEFORMS: Box = { left: MARGIN.left, top: 16, width: PLOT_WIDTH, height: 200 };
const BEATS: Box = { left: MARGIN.left, top: 220, width: PLOT_WIDTH, height: 12 };
const SPECTROGRAM: Box = { left: MARGIN.left, top: 236, width: PLOT_WIDTH, height: 448 };
/** Room that the label of a time needs, pixels. */
const TIME_WIDTH = 90;
/** Beats that are closer, pixels, are a surface. */
const BEAT_WIDTH = 4;

/** Length of the windows, seconds: long enough to tell the partials of a voice, short enough to tell strokes apart. */
const WINDOW = 0.0464;
const HIGHEST_HERTZ = 24_000;
const BLOCK_FRAMES = 65_536;

/**
 * Draws a recording: the waveform of every channel with its silences, beats where there are any, and a spectrogram on the mel
 * scale, whose colours are decibels of full scale. It reads the source twice, block by block, and keeps no more than the picture.
 * @param only - The channel whose spectrogram is drawn; that of the mean of all where there is none.
 * @returns A PNG, 1280 by 720 pixels.
 * @throws The signal's reason, when it is aborted.
 */
export async function drawAnalysis(
  source: PcmSource,
  figures: DrawnFigures,
  { only, ...options }: ReadOptions & { readonly only?: number | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const part = (from: number, to: number): ReadOptions => ({
    ...options,
    onProgress: (fraction) => options.onProgress?.(from + fraction * (to - from)),
  });
  const raster = new Raster(WIDTH, HEIGHT, BACKGROUND);
  drawWaveforms(raster, WAVEFORMS, await outlinesOf(source, part(0, 0.5)), figures);
  drawBeats(raster, figures);
  const mono = monoStream(source, only);
  const scale = melScale(Math.min(HIGHEST_HERTZ, mono.sampleRate / 2));
  drawSpectrogram(raster, SPECTROGRAM, await spectrogramOf(mono, scale, part(0.5, 1)), scale);
  for (const { value, label } of timeTicks(figures.duration, Math.floor(PLOT_WIDTH / TIME_WIDTH))) {
    const x = columnAt(value, figures);
    raster.fill({ left: x, top: SPECTROGRAM.top + SPECTROGRAM.height, width: 1, height: 5 }, INK);
    raster.write(label, x, HEIGHT - 18, 'middle', INK);
  }
  return encodePng(raster);
}

async function outlinesOf(source: PcmSource, options: ReadOptions): Promise<Outline[]> {
  const collector = outlineCollector(source.channels, source.frames, PLOT_WIDTH);
  for await (const channels of finiteBlocks(source, BLOCK_FRAMES, options)) collector.push(channels);
  return collector.outlines();
}

async function spectrogramOf(mono: MonoStream, scale: FrequencyScale, options: ReadOptions): Promise<Spectrogram> {
  const { sampleRate } = mono;
  const seconds = Math.max(1, mono.frames) / sampleRate;
  const perColumn = Math.max(1, Math.ceil(seconds / PLOT_WIDTH / WINDOW));
  const spectra = frameSpectra(
    { sampleRate, window: WINDOW, rate: (PLOT_WIDTH * perColumn) / seconds, highest: scale.hertzAt(1) },
    (magnitudes) => collector.push(magnitudes),
  );
  const { bins, binWidth } = spectra;
  const { hertzAt } = scale;
  const collector = spectrogramCollector({
    columns: PLOT_WIDTH,
    rows: SPECTROGRAM.height,
    perColumn,
    bins,
    binWidth,
    hertzAt,
  });
  for await (const samples of mono.blocks(options)) spectra.push(samples);
  spectra.flush();
  return collector.spectrogram();
}

/** The scale of S. S. Stevens, J. Volkmann and E. B. Newman (1937), in O'Shaughnessy's form. @param highest - Hertz at the top. */
function melScale(highest: number): FrequencyScale {
  const mel = (hertz: number) => Math.log1p(hertz / 700);
  return {
    hertzAt: (height) => 700 * Math.expm1(height * mel(highest)),
    ticks: frequencyTicks(highest).map(({ value, label }) => ({ value: mel(value) / mel(highest), label })),
  };
}

function drawBeats(raster: Raster, figures: DrawnFigures): void {
  const { beats, downbeats, duration } = figures;
  const isRoomFor = (times: readonly number[]) => times.length * BEAT_WIDTH <= PLOT_WIDTH;
  if (duration > 0 && isRoomFor(beats)) {
    for (const time of beats)
      raster.fill({ left: columnAt(time, figures), top: BEATS.top + 6, width: 1, height: 6 }, DIM);
  }
  if (duration > 0 && isRoomFor(downbeats)) {
    for (const time of downbeats)
      raster.fill({ left: columnAt(time, figures), top: BEATS.top, width: 2, height: BEATS.height }, INK);
  }
}

function columnAt(time: number, { duration }: DrawnFigures): number {
  return MARGIN.left + Math.min(PLOT_WIDTH - 1, Math.round((PLOT_WIDTH * time) / duration));
}
