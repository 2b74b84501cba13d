import type { Messages } from '../messages.ts';

export const spectrogramEn: Messages['spectrogram'] = {
  picture: (duration, top) => `Spectrogram of ${duration} of audio, up to ${top}`,
  kilohertz: (value) => `${value} kHz`,
  empty: 'No audio yet',
  loading: 'Measuring…',
};
