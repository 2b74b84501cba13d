import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { AudioInfo } from '../contract.ts';
import { openContainerSource } from './container-source.ts';
import { decodePackets } from './decode-packets.ts';
import { openElementarySource } from './elementary-source.ts';
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
  | { readonly type: 'pcm'; readonly channels: readonly Float32Array[]; readonly sampleRate: number };

/** Decodes compressed audio with FFmpeg's codecs. */
const decoderHost: HostModule = {
  async create() {
    Log.setLevel(AV_LOG_QUIET);
    return { methods: { decode } };
  },
};

export default decoderHost;

async function decode(params: DecodeParams, context: HostContext): Promise<void> {
  const { path, kind, start } = params;
  const isContainer = kind === 'ogg' || kind === 'mp4' || kind === 'webm';
  await using source = isContainer
    ? await openContainerSource(path, kind)
    : await openElementarySource({ path, codec: kind, start });
  await decodePackets(source, params, context);
}
