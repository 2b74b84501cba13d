import { AudioOutput } from '../../audio/audio-output.ts';
import type { ContainerFacts } from '../../audio/containers/container-facts.ts';
import { type ContainerFormat, readContainer } from '../../audio/containers/read-container.ts';
import { sniffFormat } from '../../audio/containers/sniff-format.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { HEADERS, readNumber } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';

/** Bytes within which every file has said what it is. */
const MOST_HEAD_BYTES = 256 * 1024;

/** What is known of audio before its end. */
export interface AudioHead {
  readonly format: ContainerFormat;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * A file that a service has sent, with the facts that a Potoo server states in headers, and that any other file tells
 * itself.
 * @throws {UnreachableError} `invalid_response`, if it is no audio file.
 */
export function readAudioFile(bytes: Uint8Array<ArrayBuffer>, headers: Headers): AudioOutput {
  const format = formatOf(bytes);
  const { duration = 0, sampleRate, channels } = statedFacts(headers) ?? readContainer(format, bytes);
  return new AudioOutput(bytes, { format, duration, sampleRate, channels });
}

/** Reads how a file begins; `undefined` while too little of it has come. */
export function readAudioHead(bytes: Uint8Array): AudioHead | undefined {
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
export function durationOf(format: ContainerFormat, bytes: Uint8Array): number {
  return readContainer(format, bytes).duration ?? 0;
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
