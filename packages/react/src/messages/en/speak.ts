import type { Messages } from '../messages.ts';

export const speakEn: Messages['speak'] = {
  speak: 'Read aloud',
  stop: 'Stop',
  preparing: 'Preparing…',
  allow: 'Press to hear it',
};
