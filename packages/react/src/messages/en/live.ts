import type { Messages } from '../messages.ts';

export const liveEn: Messages['live'] = {
  title: 'Live transcript',
  empty: 'Press Listen and speak: your words appear here.',
  waiting: 'Speak now.',
  listen: 'Listen',
  listening: 'Listening',
  stop: 'Stop',
  finishing: 'Writing down the last words…',
  done: 'The transcript is complete.',
};
