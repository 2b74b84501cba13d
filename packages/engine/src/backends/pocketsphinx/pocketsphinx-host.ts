import { setImmediate } from 'node:timers/promises';
import { BadRequestError, UnsupportedError } from '@potoo/core/errors';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import type { Recognition, RecognizeEvent, RecognizeParams } from '../contract.ts';
import { type FoundPocketsphinx, findPocketsphinx, INSTALL_POCKETSPHINX } from './find-pocketsphinx.ts';
import { toPcm16 } from './pcm16.ts';
import type { ModelFiles } from './pocketsphinx-model.ts';
import type { SphinxDecoder } from './sphinx-decoder.ts';
import { recognizeWithProgram } from './sphinx-program.ts';

/** What a host of this backend can be told. */
export interface PocketsphinxHostOptions {
  /** Use the program also where the library is there. @default false */
  readonly program?: boolean;
  /** Folder of the en-us model. @default `POTOO_POCKETSPHINX_MODEL`, else where the system keeps it. */
  readonly modelFolder?: string | undefined;
}

type Context = Pick<HostContext, 'signal' | 'alive' | 'emit'>;
type Recognize = (params: RecognizeParams, context: Context) => Promise<Recognition>;

const ALIVE_INTERVAL_MS = 1000;

const host: HostModule<PocketsphinxHostOptions | undefined> = {
  async create(options) {
    const { program = false, modelFolder } = options ?? {};
    const environment =
      modelFolder === undefined ? process.env : { ...process.env, POTOO_POCKETSPHINX_MODEL: modelFolder };
    const recognize = await chooseRecognizer(await findPocketsphinx(environment), program);
    return {
      methods: {
        async recognize(params: RecognizeParams, context: Context): Promise<Recognition> {
          context.signal.throwIfAborted();
          requireEnglish(params.language);
          return recognize(params, context);
        },
      },
    };
  },
};

async function chooseRecognizer(found: FoundPocketsphinx, programWanted: boolean): Promise<Recognize> {
  const { model, library, program } = found;
  if (!model) throw missing('The US English model of PocketSphinx was not found.');
  let cause: unknown;
  if (library && !(programWanted && program)) {
    try {
      // Imported late: it loads native code, which may be missing for this platform.
      const loaded = await import('./sphinx-decoder.ts');
      return withLibrary(await loaded.SphinxDecoder.load(library, model));
    } catch (error) {
      cause = error;
    }
  }
  if (program) return withProgram(program, model);
  throw missing('PocketSphinx could not be loaded, and its program pocketsphinx_batch was not found.', cause);
}

function withLibrary(decoder: SphinxDecoder): Recognize {
  return async ({ samples, partials }, context) => {
    let told = '';
    return decoder.recognize(toPcm16(samples), async (heardSoFar) => {
      context.alive();
      const partial = partials ? heardSoFar() : '';
      if (partial !== told && partial !== '') {
        told = partial;
        await context.emit({ partial } satisfies RecognizeEvent);
      }
      // A turn of the event loop, or this process would not hear that the caller gave up.
      await setImmediate();
      context.signal.throwIfAborted();
    });
  };
}

function withProgram(program: string, model: ModelFiles): Recognize {
  return async ({ samples }, context) => {
    const ticking = setInterval(() => context.alive(), ALIVE_INTERVAL_MS);
    try {
      return await recognizeWithProgram(program, model, toPcm16(samples), context.signal);
    } finally {
      clearInterval(ticking);
    }
  };
}

function requireEnglish(language: string): void {
  if (primaryLanguage(language) === 'en') return;
  throw new BadRequestError(`PocketSphinx understands English only, not "${language.slice(0, 40)}".`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: 'Ask for "en". Other languages need another recogniser, such as a Whisper model.',
  });
}

function missing(message: string, cause?: unknown): UnsupportedError {
  return new UnsupportedError(message, { reason: 'dependency_missing', hint: INSTALL_POCKETSPHINX, cause });
}

export default host;
