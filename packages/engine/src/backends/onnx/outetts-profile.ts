import { BadRequestError } from '@potoo/core/errors';
import type { InferenceSession } from 'onnxruntime-node';
import { resample } from '../../audio/resample.ts';
import { sameSamples } from '../../audio/same-samples.ts';
import type { SpokenReference } from '../contract.ts';
import { DAC_FRAMES_PER_SECOND, DAC_RATE, type DacCodes, dacCodes } from './dac-codes.ts';
import { soundFeatures } from './outetts-features.ts';
import { type OuteSpeaker, outeText } from './outetts-prompt.ts';

/** Frames that are taken along before the first word and after the last. */
const EDGE = 20;

/** Makes the profile of the speaker of a recording; that of the last recording is kept. */
export type ProfileMaker = (reference: SpokenReference, alive: () => void) => Promise<OuteSpeaker>;

/** Makes profiles of recordings. @param encoder - Of the DAC speech codec. */
export function profileMaker(encoder: InferenceSession): ProfileMaker {
  let known: { readonly samples: Float32Array; readonly profile: OuteSpeaker } | undefined;
  return async (reference, alive) => {
    const { samples, sampleRate } = reference;
    if (known && sameSamples(known.samples, samples)) return known.profile;
    const [heard = samples] = resample({ channels: [samples], sampleRate }, DAC_RATE).channels;
    const profile = speakerProfile(reference, heard, await dacCodes(heard, encoder, alive));
    known = { samples, profile };
    return profile;
  };
}

/**
 * The profile of a speaker as OuteTTS makes it: a recording in codes, cut at the ends of its words.
 *
 * Source: `create_speaker_from_dict` of https://github.com/edwko/OuteTTS/blob/main/outetts/version/v3/audio_processor.py
 * @param heard - The recording at the rate of the codec.
 * @throws {BadRequestError} `unsuitable_reference`, if no words of it are known.
 */
export function speakerProfile(
  { text, words = [] }: Pick<SpokenReference, 'text' | 'words'>,
  heard: Float32Array,
  [first, second]: DacCodes,
): OuteSpeaker {
  const profile: OuteSpeaker['words'] = [];
  let from = Math.max(0, frameAt(words[0]?.start ?? 0) - EDGE);
  for (const [index, { text: word, start, end }] of words.entries()) {
    const edge = index === words.length - 1 ? EDGE : 0;
    const to = Math.min(first.length, Math.max(from + 1, frameAt(end) + edge));
    if (to <= from) break;
    profile.push({
      word: outeText(word),
      duration: (to - from) / DAC_FRAMES_PER_SECOND,
      c1: first.slice(from, to),
      c2: second.slice(from, to),
      features: soundFeatures(heard.subarray(Math.floor(start * DAC_RATE), Math.floor(end * DAC_RATE)), DAC_RATE),
    });
    from = to;
  }
  if (profile.length === 0) throw noWords();
  return { text: outeText(text ?? profile.map(({ word }) => word).join(' ')), words: profile };
}

function frameAt(seconds: number): number {
  return Math.floor(seconds * DAC_FRAMES_PER_SECOND);
}

function noWords(): BadRequestError {
  return new BadRequestError('OuteTTS has to know the words of the recording whose voice it is to speak in.', {
    reason: 'unsuitable_reference',
    param: 'reference',
    hint: 'Record 6 to 10 s of one person speaking clearly.',
  });
}
