import { encodeWav } from '@potoo/core/audio';

/** Rate of the samples, hertz. */
export const SAMPLE_RATE = 32_000;

/** Plays what is set up on a context without a sound, and gives it as a WAV file. */
export async function renderWav(context: OfflineAudioContext): Promise<Blob> {
  const buffer = await context.startRendering();
  const { numberOfChannels, length, sampleRate } = buffer;
  const values = new Int16Array(length * numberOfChannels);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    const data = buffer.getChannelData(channel);
    for (let frame = 0; frame < length; frame++) {
      values[frame * numberOfChannels + channel] = Math.max(-1, Math.min(1, data[frame] ?? 0)) * 0x7f_ff;
    }
  }
  return new Blob([encodeWav(values, sampleRate, numberOfChannels)], { type: 'audio/wav' });
}
