import { ModelLoadingError } from '@potoo/core/errors';
import { EspeakProgram } from './espeak-program.ts';

/**
 * Loads the program and its data from its package.
 * @throws {ModelLoadingError} If its package is not installed.
 */
export async function loadEspeak(): Promise<EspeakProgram> {
  try {
    const { default: load } = await import('@echogarden/espeak-ng-emscripten');
    return await EspeakProgram.start(load);
  } catch (cause) {
    throw new ModelLoadingError('The eSpeak NG package could not be loaded.', {
      reason: 'dependency_missing',
      retryable: false,
      hint: 'Install it with `npm install @echogarden/espeak-ng-emscripten` (GPL-3.0).',
      cause,
    });
  }
}
