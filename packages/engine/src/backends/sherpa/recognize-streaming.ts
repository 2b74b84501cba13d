import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import type { Recognition, RecognizeEvent, RecognizeParams } from '../contract.ts';
import { OnlineRecognizer } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { finite, withTail } from './recognize.ts';
import { plainText, spacedTokens, wordsOf } from './token-words.ts';

const RATE = 16_000;
/** How much is heard between two looks at what it sounds like so far. */
const STEP = 0.2 * RATE;

/** Loads a recogniser that hears speech as it comes. It answers `recognize`, with what it sounds like so far. */
export async function loadStreamingRecognizer(model: OpenedModel): Promise<HostMethods> {
  const { family, modelType } = model.settings;
  const recognizer = new OnlineRecognizer({
    featConfig: { sampleRate: RATE, featureDim: 80 },
    modelConfig: {
      [family]: model.part(['tokens']),
      tokens: model.pathOf('tokens'),
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
      ...(modelType !== undefined && { modelType }),
    },
    decodingMethod: 'greedy_search',
    enableEndpoint: false,
  });
  return {
    async recognize({ samples, partials }: RecognizeParams, context: HostContext): Promise<Recognition> {
      const stream = recognizer.createStream();
      const heard = withTail(finite(samples));
      let told = '';
      for (let at = 0; at < heard.length; at += STEP) {
        stream.acceptWaveform({ samples: heard.subarray(at, at + STEP).slice(), sampleRate: RATE });
        if (at + STEP >= heard.length) {
          stream.inputFinished();
          // It works in chunks of 0.6 s, and leaves a shorter last one out unless it is told.
          if (family === 'paraformer') stream.setOption('is_final', '1');
        }
        while (recognizer.isReady(stream)) recognizer.decode(stream);
        context.alive();
        const partial = partials ? plainText(recognizer.getResult(stream).text) : '';
        if (partial !== told) await context.emit({ partial } satisfies RecognizeEvent);
        told = partial;
        context.signal.throwIfAborted();
      }
      const result = recognizer.getResult(stream);
      return { text: plainText(result.text), words: wordsOf(spacedTokens(result, family), samples.length / RATE) };
    },
  };
}
