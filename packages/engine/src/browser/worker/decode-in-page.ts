import type { Pcm } from '@potoo/core';
import { ALL_FORMATS, type AudioSample, AudioSampleSink, BlobSource, Input, type InputAudioTrack } from 'mediabunny';
import { audioTooLong, noAudioTrack, undecodable } from '../../audio/decode/undecodable.ts';

/** A recording that is open. */
export interface OpenRecording extends Disposable {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Seconds, as far as its container tells. */
  readonly duration: number | undefined;
  /** Its audio, block by block; it can be read once. */
  read(): AsyncGenerator<Pcm>;
}

/**
 * Opens a recording of any format that the browser decodes (WebCodecs, containers by mediabunny).
 * @throws {BadRequestError} `undecodable_audio` or `no_audio_track`.
 */
export async function openRecording(blob: Blob, maxSeconds: number): Promise<OpenRecording> {
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  try {
    const track = await trackOf(input);
    const [sampleRate, channels] = [await track.getSampleRate(), await track.getNumberOfChannels()];
    const duration = await track.getDurationFromMetadata().catch(() => null);
    return {
      sampleRate,
      channels,
      duration: duration ?? undefined,
      read: () => blocksOf(track, maxSeconds),
      [Symbol.dispose]: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

async function trackOf(input: Input): Promise<InputAudioTrack> {
  const track = await input.getPrimaryAudioTrack().catch((cause: unknown) => {
    throw undecodable('The audio is in no format that this browser reads.', cause);
  });
  if (!track) throw noAudioTrack('The file has no sound.');
  if (!(await track.canDecode())) throw undecodable(`This browser has no decoder for ${await track.getCodec()}.`);
  return track;
}

async function* blocksOf(track: InputAudioTrack, maxSeconds: number): AsyncGenerator<Pcm> {
  let seconds = 0;
  const samples = new AudioSampleSink(track).samples();
  try {
    for await (const sample of samples) {
      using _ = sample;
      seconds += sample.duration;
      if (seconds > maxSeconds) throw audioTooLong(maxSeconds);
      yield pcmOf(sample);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'EncodingError') throw undecodable('The audio is damaged.', error);
    throw error;
  }
}

function pcmOf(sample: AudioSample): Pcm {
  const channels = Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
  return { channels, sampleRate: sample.sampleRate };
}
