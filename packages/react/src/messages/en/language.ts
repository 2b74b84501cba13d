import type { Messages } from '../messages.ts';

export const languageEn: Messages['language'] = {
  label: 'Language',
  choose: 'Choose a language',
  search: 'Name or code',
  detect: 'Detect by itself',
};
