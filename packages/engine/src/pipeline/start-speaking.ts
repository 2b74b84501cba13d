import type { SpeechEvent, SpeechStreamRequest } from '@potoo/core';
import type { Utterance } from '../backends/contract.ts';
import type { EngineCall } from '../engine-call.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { canonicalLanguage, primaryLanguage } from '../models/language-tags.ts';
import { resolveVoice } from '../models/resolve-voice.ts';
import { checkSpeechRequest } from '../requests/speech-request.ts';
import type { TextPlan } from '../text/contract.ts';
import { planText } from '../text/plan-text.ts';
import { WIDEST_RANGE } from './prosody-range.ts';
import { speak } from './speak.ts';
import type { Speaker, SpeakerFor } from './speaker.ts';

/** How to speak, beside what the request says. */
export interface SpeakingManner {
  /** Whether bytes leave as they are made, rather than as one file with a right header. */
  readonly streaming: boolean;
  /** What the text answers to; it helps to tell the language of a short one. */
  readonly context?: string | undefined;
}

/** Checks a request, finds its voice, and starts to speak. */
export async function startSpeaking(
  request: SpeechStreamRequest,
  call: EngineCall,
  { streaming, context }: SpeakingManner,
): Promise<AsyncIterable<SpeechEvent>> {
  const checked = checkSpeechRequest(request, call.options.maxCharacters);
  const stated = canonicalLanguage(checked.language);
  const counted = countCharacters(checked.text);
  const read = (language: string | undefined) =>
    planText(counted.text, { inputType: checked.inputType, language, context, lexicon: checked.lexicon });
  let plan: TextPlan | undefined;
  const resolved = await resolveVoice(call.inventory, {
    model: checked.model,
    voice: checked.voice,
    language: stated,
    detectLanguage: () => {
      plan = read(undefined);
      return plan.language;
    },
    strict: call.options.strict,
  });
  // A text that is still arriving can be read only once: then it stays in the language that was detected.
  if (plan === undefined || typeof counted.text === 'string') plan = read(resolved.language);
  const speaker = speakerOf(resolved, call);
  return speak({
    request: checked,
    plan,
    language: resolved.language,
    speaker,
    speakerFor: speakersByLanguage(speaker, call),
    warnings: resolved.warnings,
    media: call.media,
    streaming,
    signal: call.signal,
    lane: call.lane,
    textLength: typeof checked.text === 'string' ? checked.text.length : undefined,
    charactersRead: counted.count,
    onProgress: call.onProgress,
  });
}

/** An installed voice as the pipeline sees it: its sentences go to the hosts of its backend. */
function speakerOf({ voice, backend, installation, speakers }: InstalledVoice, call: EngineCall): Speaker {
  const pool = call.pools.for(backend, installation);
  return {
    model: voice.model,
    voice: voice.id,
    languages: voice.languages,
    range: backend.speech?.range ?? WIDEST_RANGE,
    sampleRate: voice.sampleRate ?? 22_050,
    parallel: call.pools.size,
    synthesize: (params, { signal, lane }) =>
      pool.run<Utterance>('synthesize', { ...params, voice: voice.id, speakers }, { signal, lane }),
  };
}

/** The request's own voice for the languages that it speaks; for others the first installed voice that does. */
function speakersByLanguage(own: Speaker, call: EngineCall): SpeakerFor {
  const found = new Map<string, Speaker | undefined>();
  return (language) => {
    const primary = primaryLanguage(language);
    if (own.languages.some((tag) => primaryLanguage(tag) === primary)) return own;
    if (!found.has(primary)) {
      const installed = call.inventory.voices.find(({ voice }) =>
        voice.languages.some((tag) => primaryLanguage(tag) === primary),
      );
      found.set(primary, installed && speakerOf(installed, call));
    }
    return found.get(primary);
  };
}

function countCharacters(text: string | AsyncIterable<string>): {
  readonly text: string | AsyncIterable<string>;
  readonly count: () => number;
} {
  if (typeof text === 'string') return { text, count: () => text.length };
  let count = 0;
  async function* counting(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const piece of pieces) {
      count += piece.length;
      yield piece;
    }
  }
  return { text: counting(text), count: () => count };
}
