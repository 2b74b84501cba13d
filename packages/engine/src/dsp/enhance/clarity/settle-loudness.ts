import type { Pcm } from '@potoo/core';
import { TRUE_PEAK_LIMIT_DB } from '../../../audio/loudness.ts';
import { createLoudnessMeter } from '../../../audio/loudness-meter.ts';
import { dbToLevel } from '../../../audio/measure.ts';
import type { PcmSource } from '../../../audio/pcm-source.ts';
import { throughStages } from '../stage.ts';
import { createPeakLimit, type PeakLimit } from './peak-limit.ts';

/** What speech is brought to, LUFS: what podcasts are distributed at (AES TD1008, 2021). */
export const SPEECH_LUFS = -16;
/** Most that a quiet recording is raised, decibels: what is quieter is not speech that is meant to be heard. */
const MOST_GAIN_DB = 36;
/** Rounds in which the loudness that limiting takes away is given back. */
export const LOUDNESS_ROUNDS = 2;
const TOLERANCE_LU = 0.15;

/**
 * Finds the gain that brings a recording to {@link SPEECH_LUFS} with its peaks limited.
 * @param loudness - Of the recording, LUFS; -Infinity leaves it as it is.
 * @returns Linear.
 */
export async function speechGain(source: PcmSource, loudness: number): Promise<number> {
  if (!Number.isFinite(loudness)) return 1;
  const gainDb = Math.min(MOST_GAIN_DB, SPEECH_LUFS - loudness);
  const settling = { rounds: LOUDNESS_ROUNDS, tolerance: TOLERANCE_LU };
  return dbToLevel(await settledGain(source, loudness + gainDb, gainDb, settling));
}

/**
 * Finds the gain that brings a recording to a loudness although its peaks are limited.
 * @param wanted - LUFS.
 * @param gainDb - What it would be without a limit, decibels.
 * @param settling - How often the loudness that limiting takes away is given back at most, and how near is near enough, LU.
 * @returns Decibels.
 */
export async function settledGain(
  source: PcmSource,
  wanted: number,
  gainDb: number,
  { rounds, tolerance }: { readonly rounds: number; readonly tolerance: number },
): Promise<number> {
  let settled = gainDb;
  for (let round = 0; round < rounds; round++) {
    const limit = limiterFor(source, dbToLevel(settled));
    const meter = createLoudnessMeter(source.sampleRate, source.channels);
    for await (const { channels } of throughStages(source.read(), [limit], source.sampleRate)) {
      meter.push(channels);
    }
    const missing = wanted - meter.integrated();
    if (!limit.limited || Math.abs(missing) <= tolerance) break;
    settled += missing;
  }
  return settled;
}

/** Gives a recording with a gain, its true peak limited to that of `normalizeLoudness`. */
export function withGain(source: PcmSource, gain: number): AsyncGenerator<Pcm, void> {
  return throughStages(source.read(), [limiterFor(source, gain)], source.sampleRate);
}

function limiterFor({ sampleRate, channels }: PcmSource, gain: number): PeakLimit {
  return createPeakLimit(sampleRate, channels, gain, dbToLevel(TRUE_PEAK_LIMIT_DB));
}
