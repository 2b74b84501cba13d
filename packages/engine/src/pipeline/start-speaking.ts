import type { SpeechEvent, SpeechStreamRequest, Warning } from '@potoo/core';
import type { EngineCall } from '../engine-call.ts';
import { canonicalLanguage, primaryLanguage } from '../models/language-tags.ts';
import { resolveVoice } from '../models/resolve-voice.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import { type CheckedSpeechRequest, checkSpeechRequest } from '../requests/speech-request.ts';
import type { TextPlan } from '../text/contract.ts';
import { planText } from '../text/plan-text.ts';
import { CLONED_MODEL } from '../voices/stored-voice.ts';
import { chooseBase } from './mimic/choose-base.ts';
import { findClonedVoice } from './mimic/find-cloned-voice.ts';
import { type MimicTarget, mimicSpeaker } from './mimic/mimic-speaker.ts';
import { reachableSpeaker } from './reachable-speaker.ts';
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
  manner: SpeakingManner,
): Promise<AsyncIterable<SpeechEvent>> {
  const checked = checkSpeechRequest(request, call.options.maxCharacters);
  const cloned = await findClonedVoice(checked.voice, call);
  if (cloned) {
    const target = { profile: cloned.profile, voice: cloned.id, model: CLONED_MODEL };
    return startMimicking(checked, target, call, manner);
  }
  const text = openText(checked, manner);
  const resolved = await resolveVoice(call.inventory, {
    model: checked.model,
    voice: checked.voice,
    language: canonicalLanguage(checked.language),
    detectLanguage: text.detect,
    strict: call.options.strict,
  });
  const speaker = reachableSpeaker(resolved, call);
  const { language, warnings } = resolved;
  const speakerFor = speakersByLanguage(speaker, call, (entry) => reachableSpeaker(entry, call));
  return start({ checked, text, language, speaker, speakerFor, warnings }, call, manner);
}

/** Starts to speak in a voice that is imitated. */
export async function startMimicking(
  checked: CheckedSpeechRequest,
  target: MimicTarget,
  call: EngineCall,
  manner: SpeakingManner,
  warnings: readonly Warning[] = [],
): Promise<AsyncIterable<SpeechEvent>> {
  const text = openText(checked, manner);
  // The language is settled as for a request that names no voice.
  const { language } = await resolveVoice(call.inventory, {
    model: 'auto',
    voice: 'auto',
    language: canonicalLanguage(checked.language),
    detectLanguage: text.detect,
    strict: call.options.strict,
  });
  const base = await chooseBase(target.profile, language, call);
  const speaker = mimicSpeaker(target, base, language, call);
  const speakerFor = speakersByLanguage(speaker, call, (entry, other) => mimicSpeaker(target, entry, other, call));
  return start({ checked, text, language, speaker, speakerFor, warnings }, call, manner);
}

/** What was settled before the first sound. */
interface Settled {
  readonly checked: CheckedSpeechRequest;
  readonly text: OpenedText;
  readonly language: string;
  readonly speaker: Speaker;
  readonly speakerFor: SpeakerFor;
  readonly warnings: readonly Warning[];
}

function start(
  { checked, text, language, ...settled }: Settled,
  call: EngineCall,
  { streaming }: SpeakingManner,
): AsyncIterable<SpeechEvent> {
  return speak({
    ...settled,
    request: checked,
    plan: text.planFor(language),
    language,
    media: call.media,
    streaming,
    signal: call.signal,
    lane: call.lane,
    textLength: typeof checked.text === 'string' ? checked.text.length : undefined,
    charactersRead: text.count,
    onProgress: call.onProgress,
  });
}

/** A text whose language may be asked for before it is read. */
interface OpenedText {
  detect(): Promise<string>;
  /** @param language - That the text is read as; one that is still arriving stays in what was detected. */
  planFor(language: string): TextPlan;
  count(): number;
}

function openText({ text, inputType, lexicon }: CheckedSpeechRequest, { context }: SpeakingManner): OpenedText {
  const counted = countCharacters(text);
  const read = (language: string | undefined) => planText(counted.text, { inputType, language, context, lexicon });
  let plan: TextPlan | undefined;
  return {
    async detect() {
      plan ??= read(undefined);
      return plan.language;
    },
    planFor(language) {
      // A text that is still arriving can be read only once.
      if (plan === undefined || typeof counted.text === 'string') plan = read(language);
      return plan;
    },
    count: counted.count,
  };
}

/** The request's own voice for the languages that it speaks; for others the first installed voice that does. */
function speakersByLanguage(
  own: Speaker,
  { inventory }: EngineCall,
  speakerOf: (entry: EngineCall['inventory']['voices'][number], language: string) => Speaker,
): SpeakerFor {
  const found = new Map<string, Speaker | undefined>();
  return (language) => {
    const primary = primaryLanguage(language);
    if (own.languages.some((tag) => tag === UNDETERMINED || primaryLanguage(tag) === primary)) return own;
    if (!found.has(primary)) {
      const installed = inventory.voices.find(({ voice }) =>
        voice.languages.some((tag) => primaryLanguage(tag) === primary),
      );
      found.set(primary, installed && speakerOf(installed, language));
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
