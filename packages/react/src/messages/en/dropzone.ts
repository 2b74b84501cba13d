import type { Messages } from '../messages.ts';

export const dropzoneEn: Messages['dropzone'] = {
  choose: 'Choose audio',
  hint: (maxSize) => `Or drop or paste a recording here: any usual audio or video format, up to ${maxSize}.`,
  drop: 'Let go to add the recording.',
  type: 'this is not an audio or video file.',
  count: 'only one recording can be added at a time.',
  tooLarge: (size, maxSize) => `${size} is more than the ${maxSize} that can be sent.`,
};
