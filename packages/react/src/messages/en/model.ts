import type { Messages } from '../messages.ts';

export const modelEn: Messages['model'] = {
  label: 'Model',
  choose: 'Choose a model',
  search: 'Name or language',
  languages: (count) => (count === 1 ? '1 language' : `${count} languages`),
  clones: 'Clones voices',
  streams: 'Streams',
  credits: (count) => (count === 1 ? '1 credit per 1,000 characters' : `${count} credits per 1,000 characters`),
};
