import type { Pcm } from '@potoo/core';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log, Packet } from 'node-av/lib';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import { reshape } from '../reshape.ts';
import type { EncodingSettings } from './encoding-settings.ts';
import { type CompressedFormat, LIBAV_FORMATS } from './libav-codecs.ts';
import { LibavEncoder } from './libav-encoder.ts';
import { LibavMuxer } from './libav-muxer.ts';

/** What the encoder host's `encode` takes; the audio comes as input, in blocks of one rate and channel count. */
export interface EncodeParams {
  readonly format: CompressedFormat;
  readonly settings: EncodingSettings;
  readonly comment?: string | undefined;
  /** File to write as a whole. @default None: the bytes are emitted as they are made. */
  readonly path?: string | undefined;
}

/** Encodes audio with FFmpeg's codecs. */
const encoderHost: HostModule = {
  async create() {
    Log.setLevel(AV_LOG_QUIET);
    return { methods: { encode } };
  },
};

export default encoderHost;

async function encode({ format, settings, comment, path }: EncodeParams, context: HostContext): Promise<void> {
  const recipe = LIBAV_FORMATS[format];
  await using muxer = new LibavMuxer(recipe, { path, comment });
  using encoder = new LibavEncoder(recipe, settings, muxer.wantsGlobalHeader);
  using packet = new OwnedPacket();
  const write = (ready: Packet) => muxer.write(ready);
  const send = async () => {
    const bytes = muxer.take();
    if (bytes.length > 0) await context.emit(bytes);
    else context.alive();
  };
  await muxer.start(encoder.context);
  await send();
  for await (const block of reshape(pcmBlocks(context), settings)) {
    context.signal.throwIfAborted();
    await encoder.encode(block, write, packet.native);
    await send();
  }
  await encoder.finish(write, packet.native);
  await muxer.finish();
  await send();
}

/** The input of the call, which is what {@link createMedia} streams in. */
async function* pcmBlocks({ input }: HostContext): AsyncGenerator<Pcm, void> {
  for await (const block of input) {
    if (isPcm(block)) yield block;
  }
}

function isPcm(value: unknown): value is Pcm {
  return typeof value === 'object' && value !== null && 'channels' in value && 'sampleRate' in value;
}

class OwnedPacket implements Disposable {
  readonly native = new Packet();

  constructor() {
    this.native.alloc();
  }

  [Symbol.dispose](): void {
    this.native.free();
  }
}
