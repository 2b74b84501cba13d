import type { Pcm } from '../../audio/pcm.ts';
import { BadRequestError } from '../../errors/errors.ts';

const RATE = 16_000;

/** Decodes a recording in the page, to look at it. @throws {BadRequestError} `undecodable_audio`. */
export async function decodeReference(file: Blob): Promise<Pcm> {
  const context = new OfflineAudioContext(1, 1, RATE);
  try {
    const buffer = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index));
    return { channels, sampleRate: buffer.sampleRate };
  } catch (cause) {
    throw new BadRequestError('The browser cannot read this recording.', {
      reason: 'undecodable_audio',
      hint: 'Give audio in a format that browsers know: wav and mp3 always are.',
      cause,
    });
  }
}
