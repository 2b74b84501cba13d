import { readFileSync } from 'node:fs';
import type { Media } from '../audio/contract.ts';
import { sharedData } from './shared-data.ts';

/** A recording of the shared data whose words are known. */
export interface KnownSpeech {
  /** Such as `speech/jfk.wav`. */
  readonly file: string;
  readonly text: string;
  readonly language: string;
}

/** The recordings of one folder of the shared data and language; none where the data is absent. */
export function knownSpeech(folder: string, language: string): KnownSpeech[] {
  const path = sharedData('transcripts.json');
  const entries: unknown = path === undefined ? [] : JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(entries)
    ? entries
        .filter(isKnownSpeech)
        .filter((entry) => entry.file.startsWith(`${folder}/`) && entry.language === language)
    : [];
}

function isKnownSpeech(entry: unknown): entry is KnownSpeech {
  if (typeof entry !== 'object' || entry === null) return false;
  return ['file', 'text', 'language'].every((key) => typeof Reflect.get(entry, key) === 'string');
}

/** A file of the shared data as mono samples at 16 kHz. @throws {TypeError} If it is absent. */
export async function speechSamples(media: Media, file: string): Promise<Float32Array> {
  const path = sharedData(file);
  if (path === undefined) throw new TypeError(`${file} is not among the shared data.`);
  const parts: number[] = [];
  for await (const { channels } of media.decode(path, { sampleRate: 16_000, mono: true, maxSeconds: 600 })) {
    for (const sample of channels[0] ?? []) parts.push(sample);
  }
  return Float32Array.from(parts);
}
