import type { Messages } from '../messages.ts';

export const microphoneEn: Messages['microphone'] = {
  label: 'Microphone',
  default: "The system's microphone",
  numbered: (number) => `Microphone ${number}`,
  gone: 'The chosen microphone (disconnected)',
  level: 'Level',
  try: 'Try it',
  stopTrying: 'Close the microphone',
  asking: 'Waiting for permission…',
  muted: 'The system has muted the microphone.',
  unsupported: {
    ssr: { message: 'The microphone needs a browser.', hint: 'It is there once the page has loaded.' },
    'insecure-context': {
      message: 'Browsers give a microphone only to pages that were loaded safely.',
      hint: 'Open the page over https, or from localhost.',
    },
    'no-mediadevices': { message: 'This browser has no microphones for pages.', hint: 'Use a current browser.' },
    'no-mediarecorder': { message: 'This browser cannot record compressed audio.', hint: 'Use a current browser.' },
    'no-audioworklet': { message: 'This browser cannot record.', hint: 'Use a current browser.' },
    'permissions-policy': {
      message: 'This page may not use the microphone.',
      hint: 'Open it in a window of its own.',
    },
  },
};
