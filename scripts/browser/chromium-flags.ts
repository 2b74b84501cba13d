import path from 'node:path';
import { ROOT } from '../source-files.ts';

/** What the fake microphone hears, over and over. */
const MICROPHONE = path.join(ROOT, 'packages/core/src/controllers/__fixtures__/microphone.wav');

/** How Chromium is started for tests: it asks nobody on the network for anything, and hears a fake microphone. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that nobody sees is slowed down, and tests are pages that nobody sees.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--autoplay-policy=document-user-activation-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${MICROPHONE}`,
];
