import type { Messages } from '../messages.ts';

export const narratorEn: Messages['narrator'] = {
  title: 'Listen to this article',
  listen: 'Listen to this article',
  pause: 'Pause',
  resume: 'Go on',
  allow: 'Press to hear it',
  stop: 'Stop',
  next: 'Next paragraph',
  previous: 'Previous paragraph',
  speed: 'Speed',
  place: (paragraph, paragraphs) => `${paragraph} / ${paragraphs}`,
  ended: 'The article has been read.',
};
