import type { SpeechRequest, SpeechResult, Warning, WordTiming } from '@potoo/core';
import { spoolAudio } from '../audio/spool.ts';
import type { RemoteSide, SynthesizeParams, Utterance } from '../backends/contract.ts';
import { guessWords } from '../backends/guess-words.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import { joinPcm } from './join-pcm.ts';
import { WIDEST_RANGE } from './prosody-range.ts';
import type { Speaker } from './speaker.ts';
import type { SpeakerParts } from './speaker-parts.ts';

/** Taken where the server does not say at which rate a voice speaks. */
const USUAL_RATE = 24_000;
/** Longest audio of one sentence, seconds. */
const LONGEST = 600;

/** A voice of another server as the pipeline sees it: each sentence is a request. */
export function remoteSpeaker({ voice, backend }: InstalledVoice, remote: RemoteSide, parts: SpeakerParts): Speaker {
  return {
    model: voice.model,
    voice: voice.id,
    languages: voice.languages,
    range: backend.speech?.range ?? WIDEST_RANGE,
    sampleRate: voice.sampleRate ?? USUAL_RATE,
    parallel: remote.parallel,
    async synthesize(params, call) {
      const request = requestOf(params, voice.id, remote.nameOf(voice.model), remote);
      const spoken = await remote.ask(call, (service, options) => service.synthesize(request, options));
      const { samples, sampleRate } = await decodeSpeech(spoken, parts, call);
      const told = placeWords(params.words, spoken.words);
      return {
        samples,
        sampleRate,
        words: told ?? guessWords(samples, sampleRate, params),
        phones: [],
        estimated: told === undefined,
        warnings: spoken.warnings.filter(({ type, subject }) => type !== 'unsupported' || !UNASKED.has(subject)),
      } satisfies Utterance;
    },
  };
}

/** What is asked of every server, whether it can do it or not: the caller did not. */
const UNASKED: ReadonlySet<Warning['subject']> = new Set(['words', 'format', 'language']);

function requestOf(
  { text, words, language, rate }: Omit<SynthesizeParams, 'voice'>,
  voice: string,
  model: string,
  { lexicon }: RemoteSide,
): SpeechRequest {
  const sounds = words.flatMap((word) => (word.ipa === undefined ? [] : [[word.text, { ipa: word.ipa }] as const]));
  return {
    text,
    voice,
    model,
    ...(language !== UNDETERMINED && { language }),
    ...(rate !== 1 && { speed: rate }),
    ...(lexicon && sounds.length > 0 && { lexicon: Object.fromEntries(sounds) }),
    inputType: 'text',
    words: true,
    format: 'wav',
  };
}

/** Servers do not always make what they are asked for: whatever it is, it is decoded as any file is. */
async function decodeSpeech(
  { audio }: SpeechResult,
  { media, options }: SpeakerParts,
  { signal, lane }: Parameters<Speaker['synthesize']>[1],
): Promise<{ readonly samples: Float32Array; readonly sampleRate: number }> {
  const { tempDirectory: directory, maxAudioBytes: maxBytes } = options;
  await using file = await spoolAudio(audio.bytes(), { directory, maxBytes, signal });
  const decoded = media.decode(file.path, { mono: true, maxSeconds: LONGEST, signal, lane });
  const whole = joinPcm(await Array.fromAsync(decoded));
  return { samples: whole.channels[0] ?? new Float32Array(), sampleRate: whole.sampleRate };
}

/**
 * The times that a server tells, for our own words: one of its words may be several of ours, and the other way round.
 * `undefined` where it tells none, or not of all.
 */
function placeWords(words: SynthesizeParams['words'], told: readonly WordTiming[]): Utterance['words'] | undefined {
  const placed = words.map(({ from, to }) => {
    const within = told.filter(({ charStart, charEnd }) => charStart < to && charEnd > from);
    const [first, last] = [within[0], within.at(-1)];
    return first && last && { start: first.start, end: last.end };
  });
  return placed.every((word) => word !== undefined) ? placed : undefined;
}
