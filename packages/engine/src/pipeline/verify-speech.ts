import { PotooError } from '@potoo/core/errors';
import { resample } from '../audio/resample.ts';
import { sameSamples } from '../audio/same-samples.ts';
import type { Utterance } from '../backends/contract.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import { canonicalLanguage } from '../models/language-tags.ts';
import { resolveRecognizer } from '../models/resolve-recognizer.ts';
import { type WordErrors, wordErrors } from '../text/word-error-rate.ts';
import type { EngineCall } from './engine-call.ts';
import type { Recognizer } from './listen.ts';
import { reachableRecognizer } from './reachable-recognizer.ts';
import type { VerifySpeech } from './verified-utterance.ts';

/** How often a bad utterance is made again. */
const MOST_RETRIES = 2;
/** Share of wrong words above which an utterance is bad; the listeners that come with Potoo mishear a quarter of good ones. */
const BAD = 0.35;

/** Whether so many words were heard otherwise that an utterance is bad. */
export function soundsBad({ errors, words }: WordErrors): boolean {
  return errors > BAD * words;
}

/** Makes what verifies speech by the installed recognisers. */
export function speechVerifier(call: EngineCall): VerifySpeech {
  return async (make, { text, language }, signal) => {
    let best = await make();
    const listener = findListener(language, call);
    if (!listener || best.samples.length === 0) return { utterance: best, heard: undefined };
    let heard = await listen(best, text, language, { listener, call, signal });
    for (let retry = 0; retry < MOST_RETRIES && soundsBad(heard); retry++) {
      const another = await make();
      // A voice that always says the same says it no better the next time.
      if (sameSamples(another.samples, best.samples)) break;
      const heardNow = await listen(another, text, language, { listener, call, signal });
      if (heardNow.errors >= heard.errors) continue;
      best = another;
      heard = heardNow;
    }
    return { utterance: best, heard };
  };
}

function findListener(language: string, call: EngineCall): Recognizer | undefined {
  try {
    const tag = canonicalLanguage(language);
    const resolved = resolveRecognizer(call.inventory, { model: 'auto', language: tag, strict: false });
    return reachableRecognizer(resolved, call).recognizer;
  } catch (error) {
    if (PotooError.isInstance(error)) return undefined;
    throw error;
  }
}

interface Listening {
  readonly listener: Recognizer;
  readonly call: EngineCall;
  readonly signal: AbortSignal;
}

async function listen(
  { samples, sampleRate }: Utterance,
  text: string,
  language: string,
  { listener, call, signal }: Listening,
): Promise<WordErrors> {
  const [heard = new Float32Array()] = resample({ channels: [samples], sampleRate }, listener.sampleRate).channels;
  const params = { samples: heard, language, partials: false };
  const { text: understood } = await retryCrashed(signal, () =>
    listener.recognize(params, { signal, lane: call.lane }),
  );
  return wordErrors(text, understood);
}
