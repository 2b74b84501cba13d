import type { Pcm } from '@potoo/core';
import {
  AdtsOutputFormat,
  AudioSample,
  AudioSampleSource,
  FlacOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import type { EncodingSettings } from '../../audio/encode/encoding-settings.ts';
import { CODECS, type EncodedFormat } from './page-formats.ts';

/** What is to be written. */
export interface PageEncoding extends EncodingSettings {
  readonly format: EncodedFormat;
  readonly comment: string | undefined;
}

const CONTAINERS: Readonly<Record<EncodedFormat, () => OutputFormat>> = {
  opus: () => new OggOutputFormat(),
  ogg: () => new OggOutputFormat(),
  mp3: () => new Mp3OutputFormat({ xingHeader: false }),
  flac: () => new FlacOutputFormat(),
  aac: () => new AdtsOutputFormat(),
  // With the index in front, which takes the whole file in memory.
  m4a: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
};

/**
 * Encodes with the browser's own encoders (WebCodecs), in the containers of mediabunny.
 * @param blocks - Of the rate and channels of `encoding`.
 */
export async function* encodeInPage(blocks: AsyncIterable<Pcm>, encoding: PageEncoding): AsyncGenerator<Uint8Array> {
  const { format, bitrate, comment } = encoding;
  const written: Uint8Array[] = [];
  const writable = new WritableStream<StreamTargetChunk>({ write: ({ data }) => void written.push(data) });
  const output = new Output({ format: CONTAINERS[format](), target: new StreamTarget(writable) });
  const source = new AudioSampleSource({
    codec: CODECS[format],
    ...(bitrate !== undefined && { bitrate: bitrate * 1000 }),
  });
  output.addAudioTrack(source);
  if (comment !== undefined) output.setMetadataTags({ comment });
  await output.start();
  let ended = false;
  try {
    let frames = 0;
    for await (const pcm of blocks) {
      using sample = sampleOf(pcm, frames);
      frames += sample.numberOfFrames;
      await source.add(sample);
      yield* written.splice(0);
    }
    await output.finalize();
    ended = true;
    yield* written.splice(0);
  } finally {
    if (!ended) await output.cancel();
  }
}

function sampleOf({ channels, sampleRate }: Pcm, frame: number): AudioSample {
  const length = channels[0]?.length ?? 0;
  const data = new Float32Array(length * channels.length);
  for (const [index, channel] of channels.entries()) data.set(channel, index * length);
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: channels.length,
    sampleRate,
    timestamp: frame / sampleRate,
  });
}
