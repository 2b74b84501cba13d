import type { Messages } from '../messages.ts';

export const playerEn: Messages['player'] = {
  title: 'Player',
  play: 'Play',
  pause: 'Pause',
  loading: 'Loading…',
  blocked: 'The browser holds the sound back. Press play to let it out.',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  speed: 'Speed',
  download: 'Download',
  elapsed: (time, duration) => `${time} of ${duration}`,
  empty: 'Nothing to play yet',
  text: 'What is spoken',
  help: 'Arrow keys move from word to word, up and down from sentence to sentence. Enter plays from there.',
};
