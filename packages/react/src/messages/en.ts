import type { Messages } from './messages.ts';
import { spokenTimeIn } from './time-format.ts';

/** English. */
export const en: Messages = {
  locale: 'en',
  spokenTime: spokenTimeIn('en'),
  waveform: {
    seek: 'Seek',
    position: (time, duration) => `${time} of ${duration}`,
    picture: (duration) => `Waveform of ${duration} of audio`,
    empty: 'No audio yet',
    loading: 'Loading the waveform',
  },
};
