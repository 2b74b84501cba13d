export { en } from './en/index.ts';
export { formatsIn, type LocaleFormats } from './formats.ts';
export { MessagesProvider, type MessagesProviderProps, useMessages } from './MessagesProvider.tsx';
export type { Messages } from './messages.ts';
export { nl } from './nl.ts';
export { clockTime, spokenTimeIn } from './time-format.ts';
