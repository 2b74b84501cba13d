import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend } from '../contract.ts';
import { checkOptionalPackage } from '../optional-package.ts';
import { ESPEAK_SPEECH } from './espeak-voices.ts';

const PACKAGE = '@echogarden/espeak-ng-emscripten';

/** Speech in more than a hundred languages by eSpeak NG, where its package is installed. */
export const espeak: Backend = {
  id: 'espeak',
  summary: 'Speech in more than a hundred languages by eSpeak NG, as WASM; robotic, quick, optional.',
  // Of the program in the host process. The engine does not link to it: it runs without.
  licence: 'GPL-3.0-or-later',
  dependencies: [PACKAGE],
  check: () => checkOptionalPackage({ name: PACKAGE, licence: 'GPL-3.0' }),
  host: siblingModule(import.meta.url, './espeak-host'),
  limits: { memoryBytes: 512 * 2 ** 20 },
  speech: ESPEAK_SPEECH,
};
