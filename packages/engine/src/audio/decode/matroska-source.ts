import { type FileHandle, open } from 'node:fs/promises';
import type { Packet } from 'node-av/lib';
import { ByteWindow } from './byte-window.ts';
import { type ElementHeader, MAX_HEADER_BYTES, readElementHeader, readUnsigned } from './ebml.ts';
import { BLOCK_TRACK_BYTES, readBlock, readBlockTrack } from './matroska-block.ts';
import {
  AUDIO_TRACK,
  describeTrack,
  ELEMENT,
  emptyTrack,
  type MatroskaTrack,
  resolveTrackCodec,
  VIDEO_TRACK,
} from './matroska-tracks.ts';
import { NativePacket } from './native-packet.ts';
import { opusPacketSeconds } from './opus-packet.ts';
import type { PacketCodec, PacketSource } from './packet-source.ts';
import { noAudioTrack, undecodable } from './undecodable.ts';

/** A codec's header is no longer than this in any real file, and neither is a block of sound. */
const MAX_CONTENT_BYTES = 4 * 1024 * 1024;
const CLUSTER_ID = new Uint8Array([0x1f, 0x43, 0xb6, 0x75]);

/** Elements whose content is read element by element, as if it stood beside them. */
const MASTERS: ReadonlySet<number> = new Set([
  ELEMENT.segment,
  ELEMENT.info,
  ELEMENT.tracks,
  ELEMENT.trackEntry,
  ELEMENT.audio,
  ELEMENT.cluster,
  ELEMENT.blockGroup,
]);

/**
 * Opens a WebM or Matroska file.
 *
 * It is read from front to back, without the index and without believing the lengths of clusters, so that a recording
 * that was cut off or damaged gives all the sound that is in it. mediabunny 1.61, which reads the other containers, gives
 * nothing of a cluster that is not complete, and searches for ever where damage reaches up to the end of a file (`resync`
 * in its `ebml.ts`).
 * @throws {BadRequestError} Reasons `undecodable_audio`, `no_audio_track`.
 */
export async function openMatroskaSource(path: string): Promise<PacketSource> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const window = new ByteWindow(file, size);
    const { track, tickSeconds, start } = await readTracks(window);
    const resolved = resolveTrackCodec(track);
    if (!resolved)
      throw undecodable(`The webm file's audio has the codec ${JSON.stringify(track.codecId)}, which cannot be read.`);
    return new MatroskaSource({ file, window, track, tickSeconds, start, ...resolved });
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Element extends ElementHeader {
  /** Offset of the content. */
  readonly start: number;
}

/** Walks over the elements in order, masters and their children alike. Damage is skipped up to the next cluster. */
async function* walk(window: ByteWindow, from: number): AsyncGenerator<Element, void> {
  let position = from;
  while (position < window.size) {
    const header = readElementHeader(await window.read(position, MAX_HEADER_BYTES));
    const isMaster = header !== undefined && MASTERS.has(header.id);
    if (!header || (header.size === undefined && !isMaster)) {
      const next = await window.find(CLUSTER_ID, position + 1);
      if (next === undefined) return;
      position = next;
      continue;
    }
    const start = position + header.length;
    yield { ...header, start };
    position = isMaster ? start : start + (header.size ?? 0);
  }
}

interface Tracks {
  readonly track: MatroskaTrack;
  /** Seconds per tick of the segment's clock. */
  readonly tickSeconds: number;
  /** Offset of the first cluster. */
  readonly start: number;
}

async function readTracks(window: ByteWindow): Promise<Tracks> {
  const tracks: MatroskaTrack[] = [];
  let tickSeconds = 0.001;
  for await (const { id, start, size = 0, length } of walk(window, 0)) {
    if (id === ELEMENT.cluster) return { track: chooseTrack(tracks), tickSeconds, start: start - length };
    if (id === ELEMENT.trackEntry) tracks.push(emptyTrack());
    if (MASTERS.has(id) || size > MAX_CONTENT_BYTES) continue;
    const track = tracks.at(-1);
    if (id === ELEMENT.timestampScale) tickSeconds = readUnsigned(await window.read(start, size)) / 1e9;
    else if (track) describeTrack(track, id, await window.read(start, size));
  }
  chooseTrack(tracks);
  throw undecodable('The webm file ends before its audio begins.');
}

function chooseTrack(tracks: readonly MatroskaTrack[]): MatroskaTrack {
  if (tracks.length === 0) throw undecodable('The webm file has no track that can be read.');
  const sound = tracks.filter(({ type }) => type === AUDIO_TRACK);
  const track = sound.find((candidate) => resolveTrackCodec(candidate)) ?? sound[0];
  if (track) return track;
  if (tracks.some(({ type }) => type === VIDEO_TRACK))
    throw noAudioTrack('The webm file has no audio track: it holds video only.');
  throw undecodable('The webm file has no track of sound that can be read.');
}

interface MatroskaInit extends Tracks {
  readonly file: FileHandle;
  readonly window: ByteWindow;
  readonly name: string;
  readonly codec: PacketCodec;
}

class MatroskaSource implements PacketSource {
  readonly format: string;
  readonly codec: PacketCodec;
  fraction = 0;
  readonly #init: MatroskaInit;
  /** Nanoseconds of padding at the end of the latest block. */
  #discard = 0;

  constructor(init: MatroskaInit) {
    this.#init = init;
    this.format = `webm/${init.name}`;
    this.codec = init.codec;
  }

  async *packets(): AsyncGenerator<Iterable<Packet>, void> {
    using native = new NativePacket();
    for await (const { packets, end } of this.#blocks()) {
      this.fraction = end / this.#init.window.size;
      yield native.each(packets);
    }
  }

  paddingAtStart(sampleRate: number): number {
    // libavcodec leaves out Opus' padding by itself: that codec's own header states it.
    return this.#init.name === 'opus' ? 0 : Math.round((this.#init.track.codecDelay * sampleRate) / 1e9);
  }

  lengthWithoutPadding(sampleRate: number, decoded: number): number {
    return decoded - Math.round((this.#discard * sampleRate) / 1e9);
  }

  async countSeconds(limit: number, signal: AbortSignal): Promise<number> {
    let seconds = 0;
    let first: number | undefined;
    for await (const { packets, time } of this.#blocks()) {
      signal.throwIfAborted();
      first ??= time;
      seconds =
        this.#init.name === 'opus'
          ? packets.reduce((sum, packet) => sum + opusPacketSeconds(packet), seconds)
          : time - first;
      if (seconds > limit) break;
    }
    return seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#init.file.close();
  }

  /** The track's blocks, each with its time in seconds and the offset of its end. */
  async *#blocks(): AsyncGenerator<{ packets: readonly Uint8Array[]; time: number; end: number }, void> {
    const { window, track, tickSeconds, start: from } = this.#init;
    let clusterTicks = 0;
    for await (const { id, start, size = 0 } of walk(window, from)) {
      if (id === ELEMENT.clusterTimestamp) clusterTicks = readUnsigned(await window.read(start, Math.min(size, 8)));
      if (id === ELEMENT.discardPadding) this.#discard = readUnsigned(await window.read(start, Math.min(size, 8)));
      if (id !== ELEMENT.simpleBlock && id !== ELEMENT.block) continue;
      // A block that was cut off would decode to noise.
      if (size > MAX_CONTENT_BYTES || start + size > window.size) continue;
      if (readBlockTrack(await window.read(start, BLOCK_TRACK_BYTES)) !== track.number) continue;
      const { packets, timestamp } = readBlock(await window.read(start, size));
      this.#discard = 0;
      yield { packets, time: (clusterTicks + timestamp) * tickSeconds, end: start + size };
    }
  }
}
