import type { AlignedWord, Alignment, AlignRequest, Pcm, Warning, WordTiming } from '@potoo/core';
import { spoolPcm } from '../../audio/pcm-file.ts';
import type { AlignEvent, AlignParams } from '../../backends/aligner/aligner-calls.ts';
import type { AlignedSpan, SpeechAlignment } from '../../dsp/alignment/align-speech.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import { checkAlignRequest } from '../../requests/align-request.ts';
import { planText } from '../../text/plan-text.ts';
import type { EngineCall } from '../engine-call.ts';
import { renderSpeech } from '../render-speech.ts';
import type { Speaker } from '../speaker.ts';
import { DECODING_SHARE, openToolAudio } from '../tools/open-tool-audio.ts';
import { alignByHearing } from './align-by-hearing.ts';
import { hearerOf, hearingCards, namedHearer, refuseUntimed } from './hearers.ts';
import { findReferenceSpeaker, noReference } from './reference-speaker.ts';

/** Rate at which speech is compared, hertz. */
const RATE = 16_000;
/** Below this the recording probably says something else. */
const DOUBTFUL = 0.3;

/**
 * Finds the words of a text in its recording: a voice that knows its own timing reads the text, and what it says is laid
 * over the recording. Where no such voice speaks the language, or a recogniser is named, it goes by what that hears.
 */
export async function align(request: AlignRequest, call: EngineCall): Promise<Alignment> {
  const checked = checkAlignRequest(request, call.options.maxCharacters);
  const { text } = checked;
  const named = namedHearer(call.inventory, checked.model);
  if (named) return alignByHearing(request, named, call);
  refuseUntimed(call.inventory, checked.model);
  const tool = resolveTool(call.inventory, {
    type: 'alignment',
    model: checked.model,
    strict: call.options.strict,
    alsoKnown: hearingCards(call.inventory),
  });
  const plan = planText(text, { inputType: 'text', language: checked.language });
  const language = await plan.language;
  const speaker = findReferenceSpeaker(language, call);
  if (!speaker) {
    const hearer = hearerOf(call.inventory, language);
    if (!hearer) throw noReference(language, call.inventory);
    return alignByHearing({ ...request, language }, hearer, call);
  }
  await using audio = await openToolAudio(checked, call, { mostChannels: 1, rates: { lowest: RATE, highest: RATE } });
  const words: WordTiming[] = [];
  await using reference = await spoolPcm(readAloud(plan, speaker, words, call), {
    directory: call.options.tempDirectory,
    signal: call.signal,
  });
  const found = await runAligner(tool, { audio: plainFile(audio.pcm), reference: plainFile(reference), words }, call);
  const { confidence } = found;
  const doubt = confidence < DOUBTFUL ? [DOUBT] : [];
  return {
    words: wordsOfText(text, words, found.words),
    confidence,
    duration: audio.duration,
    language,
    model: tool.model.id,
    warnings: [...tool.warnings, ...audio.warnings, ...doubt],
    usage: { characters: text.length, audioSeconds: audio.duration },
    response: {},
  };
}

const DOUBT: Warning = {
  type: 'quality',
  subject: 'text',
  message: 'The recording hardly sounds like the text: it probably says something else, and the times are guesses.',
};

/** The text as the reference says it. Its words are gathered as they come. */
async function* readAloud(
  plan: ReturnType<typeof planText>,
  speaker: Speaker,
  words: WordTiming[],
  call: EngineCall,
): AsyncGenerator<Pcm> {
  const { signal, lane } = call;
  const speakerFor = (language: string) => findReferenceSpeaker(language, call);
  for await (const chunk of renderSpeech({ plan, speaker, speakerFor, speed: 1, sampleRate: RATE, signal, lane })) {
    words.push(...chunk.words);
    if (chunk.pcm.channels[0]?.length) yield chunk.pcm;
  }
}

async function runAligner(
  { backend, installation }: ResolvedTool,
  params: AlignParams,
  { pools, signal, lane, onProgress }: EngineCall,
): Promise<SpeechAlignment> {
  return retryCrashed(signal, async () => {
    const run = pools.for(backend, installation).open<AlignEvent, SpeechAlignment>('align', params, { signal, lane });
    for await (const { fraction } of run) {
      onProgress?.({ fraction: DECODING_SHARE + fraction * (1 - DECODING_SHARE), stage: 'aligning' });
    }
    return run.result;
  });
}

/** What can be sent to a process. */
function plainFile({ path, sampleRate, channels, frames }: Extract<AlignParams['audio'], { readonly path: string }>) {
  return { path, sampleRate, channels, frames };
}

/** The words as they stand in the text: several that are spoken for one, as for a number, become that one again. */
function wordsOfText(text: string, spoken: readonly WordTiming[], spans: readonly AlignedSpan[]): AlignedWord[] {
  const words: AlignedWord[] = [];
  for (const [index, { charStart, charEnd }] of spoken.entries()) {
    const span = spans[index];
    if (!span) continue;
    const { start, end, confidence } = span;
    const last = words.at(-1);
    if (last && charStart < last.charEnd) {
      const to = Math.max(last.charEnd, charEnd);
      words[words.length - 1] = {
        ...last,
        text: text.slice(last.charStart, to),
        charEnd: to,
        end,
        confidence: Math.min(last.confidence, confidence),
      };
    } else words.push({ text: text.slice(charStart, charEnd), start, end, charStart, charEnd, confidence });
  }
  return words;
}
