import { AudioOutput } from '../../audio/audio-output.ts';
import type { ContainerFacts } from '../../audio/containers/container-facts.ts';
import { type ContainerFormat, readContainer } from '../../audio/containers/read-container.ts';
import { sniffFormat } from '../../audio/containers/sniff-format.ts';
import type { AudioFormat } from '../../audio/formats.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { HEADERS, readNumber } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';

/** Bytes within which every file has said what it is. */
const MOST_HEAD_BYTES = 256 * 1024;

/** What is known of audio before its end. */
export interface AudioHead {
  readonly format: AudioFormat;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** What `pcm` is in OpenAI's interface, where nothing states it: 16 bits, mono. */
const PCM_HEAD: AudioHead = { format: 'pcm', sampleRate: 24_000, channels: 1 };

/**
 * A file that a service has sent, with the facts that a Potoo server states in headers, and that any other file tells
 * itself.
 * @param asked - The format that was asked for; only `pcm`, which has no head, is taken at its word.
 * @throws {UnreachableError} `invalid_response`, if it is no audio file.
 */
export function readAudioFile(bytes: Uint8Array<ArrayBuffer>, headers: Headers, asked?: AudioFormat): AudioOutput {
  const format = asked === 'pcm' ? asked : formatOf(bytes);
  const { duration = 0, sampleRate, channels } = statedFacts(headers) ?? factsOf(format, bytes);
  return new AudioOutput(bytes, { format, duration, sampleRate, channels });
}

/** Reads how a file begins; `undefined` while too little of it has come. */
export function readAudioHead(bytes: Uint8Array, asked?: AudioFormat): AudioHead | undefined {
  if (asked === 'pcm') return PCM_HEAD;
  if (bytes.length < 64) return undefined;
  const format = formatOf(bytes);
  try {
    const { sampleRate, channels } = readContainer(format, bytes);
    return { format, sampleRate, channels };
  } catch (error) {
    if (PotooError.isInstance(error) && bytes.length < MOST_HEAD_BYTES) return undefined;
    throw error;
  }
}

/** Length of a whole file in seconds; 0 where it does not tell. */
export function durationOf(format: AudioFormat, bytes: Uint8Array): number {
  return factsOf(format, bytes).duration ?? 0;
}

function factsOf(format: AudioFormat, bytes: Uint8Array): ContainerFacts {
  if (format !== 'pcm') return readContainer(format, bytes);
  const { sampleRate, channels } = PCM_HEAD;
  return { duration: bytes.length / 2 / channels / sampleRate, sampleRate, channels };
}

function formatOf(bytes: Uint8Array): ContainerFormat {
  const format = sniffFormat(bytes);
  if (!format) throw invalidResponse('it is no audio of a known format');
  return format;
}

function statedFacts(headers: Headers): ContainerFacts | undefined {
  const duration = readNumber(headers, HEADERS.duration);
  const sampleRate = readNumber(headers, HEADERS.sampleRate);
  const channels = readNumber(headers, HEADERS.channels);
  if (duration === undefined || sampleRate === undefined || channels === undefined) return undefined;
  return { duration, sampleRate, channels };
}
