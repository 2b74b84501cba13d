import type { SpeechEvent, Warning } from '@potoo/core';
import type { ResolvedEngineOptions } from '../engine-options.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { canonicalLanguage, primaryLanguage } from '../models/language-tags.ts';
import { resolveVoice } from '../models/resolve-voice.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import type { CheckedSpeechRequest } from '../requests/speech-request.ts';
import type { TextPlan } from '../text/contract.ts';
import { planText } from '../text/plan-text.ts';
import type { EngineCall } from './engine-call.ts';
import { type SpeakOptions, speak } from './speak.ts';
import type { Speaker, SpeakerFor } from './speaker.ts';

/** How to speak, beside what the request says. */
export interface SpeakingManner {
  /** Whether bytes leave as they are made, rather than as one file with a right header. */
  readonly streaming: boolean;
  /** What the text answers to; it helps to tell the language of a short one. */
  readonly context?: string | undefined;
}

/** The part of a call that speaking in an installed voice needs. */
export interface SpeakingCall extends Pick<EngineCall, 'inventory' | 'signal' | 'lane' | 'onProgress'> {
  readonly options: Pick<ResolvedEngineOptions, 'strict'>;
  readonly media: SpeakOptions['media'];
  /** What listens to the speech, where there is anything that can. */
  readonly timeWords?: SpeakOptions['timeWords'];
  readonly verify?: SpeakOptions['verify'];
  readonly spoken?: SpeakOptions['spoken'];
}

/**
 * Finds the voice of a checked request among the installed ones, and starts to speak.
 * @param speakerOf - Makes the speaker of a voice.
 */
export async function speakInstalled(
  checked: CheckedSpeechRequest,
  call: SpeakingCall,
  manner: SpeakingManner,
  speakerOf: (entry: InstalledVoice) => Speaker,
): Promise<AsyncIterable<SpeechEvent>> {
  const text = openText(checked, manner);
  const resolved = await resolveVoice(call.inventory, {
    model: checked.model,
    voice: checked.voice,
    language: canonicalLanguage(checked.language),
    detectLanguage: text.detect,
    strict: call.options.strict,
  });
  const speaker = speakerOf(resolved);
  const { language, warnings } = resolved;
  const speakerFor = speakersByLanguage(speaker, call, speakerOf);
  return speakSettled({ checked, text, language, speaker, speakerFor, warnings }, call, manner);
}

/** What was settled before the first sound. */
export interface Settled {
  readonly checked: CheckedSpeechRequest;
  readonly text: OpenedText;
  readonly language: string;
  readonly speaker: Speaker;
  readonly speakerFor: SpeakerFor;
  readonly warnings: readonly Warning[];
}

/** Speaks what is settled. */
export function speakSettled(
  { checked, text, language, ...settled }: Settled,
  call: SpeakingCall,
  { streaming }: SpeakingManner,
): AsyncIterable<SpeechEvent> {
  const deaf = checked.verify && !call.verify;
  return speak({
    ...settled,
    warnings: deaf ? [...settled.warnings, NOBODY_LISTENS] : settled.warnings,
    request: checked,
    plan: text.planFor(language),
    language,
    media: call.media,
    spoken: call.spoken,
    verify: checked.verify ? call.verify : undefined,
    timeWords: checked.words ? call.timeWords : undefined,
    streaming,
    signal: call.signal,
    lane: call.lane,
    textLength: typeof checked.text === 'string' ? checked.text.length : undefined,
    charactersRead: text.count,
    onProgress: call.onProgress,
  });
}

const NOBODY_LISTENS: Warning = {
  type: 'unsupported',
  subject: 'verify',
  message: 'Nothing here can listen to speech: it is not verified.',
};

/** A text whose language may be asked for before it is read. */
export interface OpenedText {
  detect(): Promise<string>;
  /** @param language - That the text is read as; one that is still arriving stays in what was detected. */
  planFor(language: string): TextPlan;
  count(): number;
}

/** Opens the text of a request. */
export function openText({ text, inputType, lexicon }: CheckedSpeechRequest, { context }: SpeakingManner): OpenedText {
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
export function speakersByLanguage(
  own: Speaker,
  { inventory }: Pick<EngineCall, 'inventory'>,
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
