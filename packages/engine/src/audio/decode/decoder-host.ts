import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { DecodeParams } from './decode-messages.ts';
import { decodePackets } from './decode-packets.ts';
import { openElementarySource } from './elementary-source.ts';
import { openMatroskaSource } from './matroska-source.ts';
import { openMp4Source } from './mp4-source.ts';
import { openOggSource } from './ogg-source.ts';
import type { PacketSource } from './packet-source.ts';

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
