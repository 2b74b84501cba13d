import type { Transcript, TranscriptionRequest, TranscriptSegment, Warning } from '@potoo/core';
import { reshape } from '../../audio/reshape.ts';
import { untilAborted } from '../../audio/until-aborted.ts';
import type { Recognition, RecognizeEvent } from '../../backends/contract.ts';
import type { HostContext } from '../../hosts/contract.ts';
import type { InstalledRecognizer } from '../../models/inventory.ts';
import { canonicalLanguage } from '../../models/language-tags.ts';
import { resolveRecognizer } from '../../models/resolve-recognizer.ts';
import { countSeconds } from '../../pipeline/count-seconds.ts';
import { LanguageTally } from '../../pipeline/language-tally.ts';
import { listen, type Recognizer } from '../../pipeline/listen.ts';
import { checkTranscriptionRequest } from '../../requests/transcription-request.ts';
import { isUnpunctuated } from '../../text/punctuate-words.ts';
import type { ListeningEvent, ListenParams, WorkEvent } from '../messages.ts';
import { blobOf } from './audio-blob.ts';
import { openRecording } from './decode-in-page.ts';
import type { PageParts } from './page-parts.ts';

/** Writes down speech in the Worker; each event leaves when there is room for it. */
export async function listenInPage(
  { request, partials }: ListenParams,
  { signal, emit }: HostContext,
  { options, inventory, pools }: PageParts,
): Promise<void> {
  const tell = (event: ListeningEvent | WorkEvent) => emit(event);
  // It came from a caller who may have no types: this is where it is checked.
  const checked = checkTranscriptionRequest(request as TranscriptionRequest);
  const resolved = resolveRecognizer(inventory, {
    model: checked.model,
    language: canonicalLanguage(checked.language),
    strict: false,
  });
  using recording = await openRecording(blobOf(checked.audio, options.maxAudioBytes), options.maxAudioSeconds);
  const recognizer = recognizerOf(resolved, pools);
  const shaped = reshape(untilAborted(recording.read(), signal), { sampleRate: recognizer.sampleRate, channels: 1 });
  const counted = countSeconds(shaped);
  const languages = new LanguageTally();
  const segments: TranscriptSegment[] = [];
  const listening = {
    language: resolved.language,
    partials,
    signal,
    lane: '',
    onLanguage: languages.add,
    duration: () => recording.duration,
  };
  for await (const event of listen(counted.blocks, recognizer, listening)) {
    if (event.type === 'progress') {
      await tell({ type: 'working', progress: event.progress });
    } else if (event.type === 'segment') {
      const segment = { ...event.segment, words: checked.words ? event.segment.words : [] };
      segments.push(segment);
      await tell({ type: 'segment', segment });
    } else {
      await tell(event);
    }
  }
  const duration = counted.seconds();
  const transcript: Transcript = {
    text: segments.map(({ text }) => text).join(' '),
    language: languages.longest() ?? resolved.language,
    duration,
    segments,
    model: resolved.model.id,
    warnings: [
      ...resolved.warnings,
      ...(checked.words && segments.length > 0 ? [GUESSED_TIMES] : []),
      ...(checked.diarize ? [NO_SPEAKERS] : []),
      ...(checked.punctuate && segments.some(({ text }) => isUnpunctuated(text)) ? [NO_PUNCTUATION] : []),
    ],
    usage: { audioSeconds: duration },
    response: {},
  };
  await tell({ type: 'done', transcript });
}

function recognizerOf({ backend }: InstalledRecognizer, pools: PageParts['pools']): Recognizer {
  return {
    sampleRate: backend.recognition?.sampleRate ?? 16_000,
    parallel: pools.size,
    recognize: (params, { signal, lane, onPartial }) =>
      pools.listen<Recognition>(backend, params, { signal, lane }, (event) => {
        onPartial?.((event as RecognizeEvent).partial);
      }),
  };
}

const GUESSED_TIMES: Warning = {
  type: 'other',
  subject: 'words',
  message: 'The recogniser tells no times of words: they are guessed from the lengths of the words.',
};

const NO_SPEAKERS: Warning = {
  type: 'unsupported',
  subject: 'diarize',
  message: 'No model in a page tells speakers apart: the segments name none. A server can.',
};

const NO_PUNCTUATION: Warning = {
  type: 'unsupported',
  subject: 'punctuate',
  message: 'The recogniser writes no punctuation, and no model in a page adds it. A server can.',
};
