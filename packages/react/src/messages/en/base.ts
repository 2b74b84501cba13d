import { formatsIn, type LocaleFormats } from '../formats.ts';
import type { Messages } from '../messages.ts';

/** What every component may need: formats, and words for what all of them do. */
export type BaseMessages = LocaleFormats & Pick<Messages, 'retry' | 'cancel' | 'save' | 'close'>;

export const baseEn: BaseMessages = {
  ...formatsIn('en'),
  retry: 'Try again',
  cancel: 'Cancel',
  save: 'Save',
  close: 'Close',
};
