import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { AudioInfo } from '../contract.ts';
import { decodePackets } from './decode-packets.ts';
import { openElementarySource } from './elementary-source.ts';
import { openMatroskaSource } from './matroska-source.ts';
import { openMp4Source } from './mp4-source.ts';
import { openOggSource } from './ogg-source.ts';
import type { PacketSource } from './packet-source.ts';
import type { MediaKind } from './sniff.ts';

/** What the decoder host's `decode` takes. */
export interface DecodeParams {
  readonly path: string;
  /** What the file is, from its bytes; WAV needs no host. */
  readonly kind: Exclude<MediaKind, 'wav'>;
  /** Offset of the first byte behind tags and junk. */
  readonly start: number;
  readonly maxSeconds: number;
  /** Hertz. @default The file's own. */
  readonly sampleRate?: number | undefined;
  readonly mono: boolean;
}

/** What `decode` tells: what the file is, then its audio. */
export type DecodeEvent =
  | { readonly type: 'info'; readonly info: AudioInfo }
  | {
      readonly type: 'pcm';
      readonly channels: readonly Float32Array[];
      readonly sampleRate: number;
      readonly fraction: number;
    };

/** Decodes compressed audio with FFmpeg's codecs. */
const decoderHost: HostModule = {
  async create() {
    Log.setLevel(AV_LOG_QUIET);
    return { methods: { decode } };
  },
};

export default decoderHost;

async function decode(params: DecodeParams, context: HostContext): Promise<void> {
  await using source = await openSource(params);
  await decodePackets(source, params, context);
}

function openSource({ path, kind, start }: DecodeParams): Promise<PacketSource> {
  switch (kind) {
    case 'mp4':
      return openMp4Source(path);
    case 'ogg':
      return openOggSource(path);
    case 'webm':
      return openMatroskaSource(path);
    default:
      return openElementarySource({ path, codec: kind, start });
  }
}
