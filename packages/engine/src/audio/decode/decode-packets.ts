import type { Pcm } from '@potoo/core';
import type { HostContext } from '../../hosts/contract.ts';
import { reshape } from '../reshape.ts';
import type { DecodeEvent, DecodeParams } from './decode-messages.ts';
import { InvalidCodecHeader, LibavDecoder } from './libav-decoder.ts';
import type { PacketSource } from './packet-source.ts';
import { PcmAssembler } from './pcm-assembler.ts';
import { audioTooLong, undecodable } from './undecodable.ts';

/** Decoded seconds after which the length of the whole is estimated. */
const ESTIMATE_AFTER_SECONDS = 5;

/**
 * Decodes a source and emits its audio, reshaped as asked for. Ends early, and without an error, where a file breaks off.
 * @throws {BadRequestError} Reason `undecodable_audio`, when nothing can be decoded.
 * @throws {FileTooLargeError} Reason `audio_too_long`, as soon as that is certain.
 */
export async function decodePackets(source: PacketSource, params: DecodeParams, context: HostContext): Promise<void> {
  const shape = { sampleRate: params.sampleRate, channels: params.mono ? 1 : undefined };
  for await (const pcm of reshape(decodeBlocks(source, params, context), shape)) {
    context.signal.throwIfAborted();
    const event: DecodeEvent = { type: 'pcm', ...pcm, fraction: source.fraction };
    await context.emit(event);
  }
}

async function* decodeBlocks(
  source: PacketSource,
  params: DecodeParams,
  context: HostContext,
): AsyncGenerator<Pcm, void> {
  using decoder = openDecoder(source);
  let assembler: PcmAssembler | undefined;
  let estimated = false;
  for await (const packets of source.packets()) {
    context.signal.throwIfAborted();
    for (const packet of packets) {
      for (const frame of decoder.decode(packet)) {
        if (!assembler) {
          assembler = new PcmAssembler(
            { sampleRate: frame.sampleRate, channels: frame.channels.length },
            source.paddingAtStart(frame.sampleRate),
          );
          await tellInfo(source, assembler, context);
        }
        assembler.push(frame);
        // Within the loop over packets: a few kilobytes can hold minutes.
        if (assembler.framesIn > params.maxSeconds * assembler.sampleRate) throw audioTooLong(params.maxSeconds);
      }
      if (!assembler) continue;
      if (!estimated) estimated = await checkEstimate(source, assembler, params, context);
      yield* assembler.take();
    }
    context.alive();
  }
  for (const frame of decoder.decode(null)) assembler?.push(frame);
  if (!assembler || assembler.framesIn === 0) {
    throw undecodable(
      `The file looks like ${source.format}, and nothing in it can be decoded: it is damaged or cut off.`,
    );
  }
  yield* assembler.finish(source.lengthWithoutPadding(assembler.sampleRate, assembler.framesIn));
}

function openDecoder(source: PacketSource): LibavDecoder {
  try {
    return new LibavDecoder(source.codec);
  } catch (error) {
    if (!(error instanceof InvalidCodecHeader)) throw error;
    throw undecodable(`The file looks like ${source.format}, and its codec header is damaged.`, error);
  }
}

async function tellInfo(
  source: PacketSource,
  { sampleRate, channels }: PcmAssembler,
  context: HostContext,
): Promise<void> {
  const event: DecodeEvent = { type: 'info', info: { format: source.format, sampleRate, channels } };
  await context.emit(event);
}

/**
 * Refuses a file early when its first seconds suggest that it is longer than allowed, and counting its packets confirms
 * it. Otherwise a small file of hours would be decoded, and sent on, up to the limit.
 * @returns Whether there was enough to go by.
 */
async function checkEstimate(
  source: PacketSource,
  { framesIn, sampleRate }: PcmAssembler,
  { maxSeconds }: DecodeParams,
  context: HostContext,
): Promise<boolean> {
  const seconds = framesIn / sampleRate;
  if (seconds < ESTIMATE_AFTER_SECONDS || source.fraction === 0) return false;
  if (seconds / source.fraction > maxSeconds) {
    context.alive();
    // A little more than the limit: lengths that packets state still contain an encoder's padding.
    if ((await source.countSeconds(maxSeconds + 1, context.signal)) > maxSeconds + 1) throw audioTooLong(maxSeconds);
  }
  return true;
}
