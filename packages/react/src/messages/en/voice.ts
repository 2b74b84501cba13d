import type { Messages } from '../messages.ts';

export const voiceEn: Messages['voice'] = {
  label: 'Voice',
  choose: 'Choose a voice',
  search: 'Name, language or model',
  language: 'Language',
  anyLanguage: 'Any language',
  gender: 'Gender',
  anyGender: 'Any gender',
  genders: { female: 'Female', male: 'Male', neutral: 'Neutral' },
  yours: 'Your voices',
  installed: 'Ready to speak',
  available: 'Can be installed',
  preview: (name) => `Hear ${name}`,
  stopPreview: (name) => `Stop ${name}`,
  previewFailed: (name) => `${name} cannot be heard now.`,
  help: 'Shift+Enter lets you hear a voice, Enter chooses it.',
};
