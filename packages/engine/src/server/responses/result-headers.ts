import { AUDIO_FORMATS, type AudioFormat, type Usage, type Warning } from '@potoo/core';
import { HEADERS, writeWarningsHeader } from '@potoo/core/wire';

/** What the headers of audio tell about it. */
export interface AudioFacts {
  readonly format: AudioFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** Seconds; unknown while a stream is made. */
  readonly duration?: number;
}

/** The names that a caller asked for, or that served. */
export interface Served {
  readonly model: string;
  readonly voice?: string;
}

/** Headers of a response whose body is an audio file. @param name - File name to save it under, without extension. */
export function audioHeaders(facts: AudioFacts, name: string): Record<string, string> {
  const { contentType, extension } = AUDIO_FORMATS[facts.format];
  return {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}.${extension}"`,
    [HEADERS.sampleRate]: String(facts.sampleRate),
    [HEADERS.channels]: String(facts.channels),
    ...(facts.duration !== undefined && { [HEADERS.duration]: String(facts.duration) }),
  };
}

/** Headers that tell of warnings, and above all that another voice or model served than the one asked for. */
export function warningHeaders(
  warnings: readonly Warning[],
  asked: Partial<Served> = {},
  served?: Served,
): Record<string, string> {
  const isFallback = served !== undefined && warnings.some(({ type }) => type === 'fallback');
  return {
    ...(warnings.length > 0 && { [HEADERS.warnings]: boundedWarnings(warnings) }),
    ...(isFallback && { [HEADERS.fallback]: `${describe(asked)} -> ${describe(served)}` }),
  };
}

/** Headers that tell how speech was heard, where it was verified. */
export function verifiedHeaders({ wordErrorRate }: { readonly wordErrorRate?: number }): Record<string, string> {
  return wordErrorRate === undefined ? {} : { [HEADERS.wordErrorRate]: wordErrorRate.toFixed(4) };
}

/** Headers that tell what a result cost, where anything was charged. */
export function usageHeaders({ creditsUsed, creditsRemaining }: Usage): Record<string, string> {
  return {
    ...(creditsUsed !== undefined && { [HEADERS.creditsUsed]: String(creditsUsed) }),
    ...(creditsRemaining !== undefined && { [HEADERS.creditsRemaining]: String(creditsRemaining) }),
  };
}

/** Most characters of the warnings header: clients give up on headers of 16 kB in all. */
const MAX_WARNINGS_LENGTH = 4_096;

function boundedWarnings(warnings: readonly Warning[]): string {
  const text = writeWarningsHeader(warnings);
  return text.length <= MAX_WARNINGS_LENGTH || warnings.length === 0 ? text : boundedWarnings(warnings.slice(0, -1));
}

function describe({ model = 'auto', voice }: Partial<Served>): string {
  // A voice may come with its model.
  const isWhole = model === 'auto' && voice?.includes('/');
  const text = voice === undefined ? model : isWhole ? voice : `${model}/${voice}`;
  // The caller's own words: a header holds only visible ASCII.
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, '?');
}
