import type { Pcm } from '@potoo/core';
import type { HostPool } from '../../hosts/contract.ts';
import type { AudioInfo, DecodedAudio, DecodeOptions } from '../contract.ts';
import type { DecodeNotes } from '../decode-notes.ts';
import { reshape } from '../reshape.ts';
import { untilAborted } from '../until-aborted.ts';
import { decodeWav } from '../wav/decode-wav.ts';
import type { DecodeEvent, DecodeParams } from './decode-messages.ts';
import { sniffFile } from './sniff-file.ts';
import { audioTooLong, undecodable } from './undecodable.ts';

/** Makes the decoded audio of a file; nothing is read before its first block is asked for. It can be read once. */
export function createDecodedAudio(pool: HostPool, path: string, options: DecodeOptions): DecodedAudio {
  const info = Promise.withResolvers<AudioInfo>();
  // Whoever reads the blocks learns of a failure there; nobody need look at `info`.
  info.promise.catch(() => {});
  let fraction = 0;
  const notes: DecodeNotes = {
    onInfo: info.resolve,
    onFraction: (read) => {
      fraction = read;
    },
  };
  return {
    info: info.promise,
    get fraction() {
      return fraction;
    },
    [Symbol.asyncIterator]: () => withInfo(decodeBlocks(pool, path, options, notes), info),
  };
}

async function* withInfo(blocks: AsyncIterable<Pcm>, info: PromiseWithResolvers<AudioInfo>): AsyncGenerator<Pcm, void> {
  try {
    yield* blocks;
  } catch (error) {
    info.reject(error);
    throw error;
  } finally {
    info.reject(undecodable('The audio was left before its first block.'));
  }
}

async function* decodeBlocks(
  pool: HostPool,
  path: string,
  options: DecodeOptions,
  notes: DecodeNotes,
): AsyncGenerator<Pcm, void> {
  options.signal?.throwIfAborted();
  const { kind, start } = await sniffFile(path, options.fileName);
  if (kind === 'wav') {
    const shape = { sampleRate: options.sampleRate, channels: options.mono ? 1 : undefined };
    yield* reshape(untilAborted(bounded(decodeWav(path, notes), options.maxSeconds), options.signal), shape);
    return;
  }
  const { maxSeconds, sampleRate, mono = false, signal, lane } = options;
  const params: DecodeParams = { path, kind, start, maxSeconds, sampleRate, mono };
  const call = pool.open<DecodeEvent, void>('decode', params, { signal, lane });
  for await (const event of call) {
    if (event.type === 'info') {
      notes.onInfo?.(event.info);
      continue;
    }
    notes.onFraction?.(event.fraction);
    yield { channels: event.channels, sampleRate: event.sampleRate };
  }
  await call.result;
}

async function* bounded(blocks: AsyncIterable<Pcm>, maxSeconds: number): AsyncGenerator<Pcm, void> {
  let seconds = 0;
  for await (const block of blocks) {
    seconds += (block.channels[0]?.length ?? 0) / block.sampleRate;
    if (seconds > maxSeconds) throw audioTooLong(maxSeconds);
    yield block;
  }
}
