import type { Messages } from '../messages.ts';

export const waveformEn: Messages['waveform'] = {
  seek: 'Seek',
  position: (time, duration) => `${time} of ${duration}`,
  picture: (duration) => `Waveform of ${duration} of audio`,
  empty: 'No audio yet',
  loading: 'Loading the waveform',
};
