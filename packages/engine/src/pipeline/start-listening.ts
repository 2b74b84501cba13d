import type { Transcript, TranscriptEvent, TranscriptionRequest, TranscriptSegment, Warning } from '@potoo/core';
import { spoolAudio } from '../audio/spool.ts';
import { canonicalLanguage } from '../models/language-tags.ts';
import { resolveRecognizer } from '../models/resolve-recognizer.ts';
import { checkTranscriptionRequest } from '../requests/transcription-request.ts';
import { assignSpeakers } from './assign-speakers.ts';
import { countSeconds } from './count-seconds.ts';
import { DETECTION_RATE, detectedStretches, detectionTool } from './detected-stretches.ts';
import type { EngineCall } from './engine-call.ts';
import { diarizationTool, searchSpeakers } from './find-speakers.ts';
import { identificationTool, identifyingRecognizer } from './identify-language.ts';
import { LanguageTally } from './language-tally.ts';
import { type ListenEvent, type ListenOptions, listen, type Recognizer } from './listen.ts';
import { nameSpeakers } from './name-speakers.ts';
import { punctuatingRecognizer } from './punctuating-recognizer.ts';
import { reachableRecognizer } from './reachable-recognizer.ts';

/** How an engine listens for a request. */
export interface ListeningManner {
  /** Whether to tell what is heard before it is certain. */
  readonly partials: boolean;
  /** BCP-47 tag of the language to write down, where the recogniser that is named translates. */
  readonly into?: string | undefined;
}

/** Checks a request, finds its recogniser, and starts to listen. */
export async function* startListening(
  request: TranscriptionRequest,
  call: EngineCall,
  { partials, into }: ListeningManner,
): AsyncGenerator<TranscriptEvent> {
  const checked = checkTranscriptionRequest(request);
  const resolved = resolveRecognizer(call.inventory, {
    model: checked.model,
    language: canonicalLanguage(checked.language),
    strict: call.options.strict,
  });
  const { options, media, signal, lane } = call;
  await using spooled = await spoolAudio(checked.audio, {
    directory: options.tempDirectory,
    maxBytes: options.maxAudioBytes,
    signal,
  });
  const { recognizer: plain, served } = reachableRecognizer(resolved, call);
  const identification = identificationTool(resolved, call);
  const telling = identification ? identifyingRecognizer(plain, resolved.model.languages, identification, call) : plain;
  const punctuating = checked.punctuate === false ? undefined : punctuatingRecognizer(telling, call);
  const recognizer = punctuating?.recognizer ?? telling;
  const decoded = media.decode(spooled.path, {
    sampleRate: recognizer.sampleRate,
    mono: true,
    maxSeconds: options.maxAudioSeconds,
    fileName: checked.fileName,
    signal,
    lane,
  });
  const counted = countSeconds(decoded);
  const languages = new LanguageTally();
  const detector = recognizer.sampleRate === DETECTION_RATE ? detectionTool(call) : undefined;
  const listening: ListenOptions = {
    language: resolved.language,
    partials,
    into,
    signal,
    lane,
    onLanguage: languages.add,
    ...(detector && { cut: (blocks, leaving) => detectedStretches(detector, blocks, call, leaving) }),
    // The whole, judged by what the part of the file that has been read gave.
    duration: () => (decoded.fraction > 0 ? counted.seconds() / decoded.fraction : undefined),
  };
  const tool = checked.diarize ? diarizationTool(call) : undefined;
  const heard = tool
    ? listenToSpeakers(tool, counted.blocks, checked.numSpeakers, { recognizer, listening, call })
    : listen(counted.blocks, recognizer, listening);
  const segments: TranscriptSegment[] = [];
  for await (const event of heard) {
    if (event.type === 'progress') call.onProgress?.(event.progress);
    if (event.type !== 'segment') {
      yield event;
      continue;
    }
    const segment = { ...event.segment, words: checked.words ? event.segment.words : [] };
    segments.push(segment);
    yield { type: 'segment', segment };
  }
  const duration = counted.seconds();
  const transcript: Transcript = {
    text: segments.map(({ text }) => text).join(' '),
    language: languages.longest() ?? resolved.language,
    duration,
    segments,
    model: served().model,
    warnings: [
      ...resolved.warnings,
      ...served().warnings,
      ...(checked.diarize && !tool ? [NO_SPEAKERS] : []),
      ...(checked.punctuate ? (punctuating?.warnings() ?? []) : []),
    ],
    usage: { audioSeconds: duration },
    response: {},
  };
  yield { type: 'done', transcript };
}

/** Listens while the speakers are found, and gives the segments out once it is known who speaks them. */
async function* listenToSpeakers(
  tool: Parameters<typeof searchSpeakers>[0],
  blocks: Parameters<typeof searchSpeakers>[1],
  speakers: number | undefined,
  { recognizer, listening, call }: { recognizer: Recognizer; listening: ListenOptions; call: EngineCall },
): AsyncGenerator<ListenEvent> {
  await using search = await searchSpeakers(tool, blocks, speakers, call);
  const segments: TranscriptSegment[] = [];
  for await (const event of listen(search.blocks, recognizer, listening)) {
    if (event.type === 'segment') segments.push(event.segment);
    else yield event;
  }
  const turns = await search.turns;
  const nameOf = await nameSpeakers(tool, search.pcm, turns, call);
  for (const segment of assignSpeakers(segments, turns, nameOf)) yield { type: 'segment', segment };
}

const NO_SPEAKERS: Warning = {
  type: 'unsupported',
  subject: 'diarize',
  message: 'No installed model tells speakers apart: the segments name none. Run: potoo pull pyannote',
};
