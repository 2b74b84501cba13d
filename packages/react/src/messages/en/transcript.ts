import type { Messages } from '../messages.ts';

export const transcriptEn: Messages['transcript'] = {
  title: 'Transcript',
  empty: 'Nothing has been transcribed yet.',
  silent: 'Nobody speaks in this recording.',
  help: 'Arrow keys move from word to word, up and down from paragraph to paragraph. Enter plays from there.',
  speaker: (number) => `Speaker ${number}`,
  edit: (time) => `Change the text at ${time}`,
  speakerField: 'Speaker',
  textField: 'Text',
  export: 'Save the transcript',
  exportAs: (format) => `Save as ${format}`,
};
