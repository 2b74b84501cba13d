import type { AnalyzeRequest, ConvertAudioRequest } from '../../contract/audio-tools.ts';
import type { ConverseRequest } from '../../contract/conversation.ts';
import type { Pronunciation, SpeechRequest } from '../../contract/speech.ts';
import type { TranslateSpeechRequest } from '../../contract/voice-tools.ts';
import type { Warning } from '../../contract/warnings.ts';
import { type Lacks, leaveOut, leaveOutOfSpeech as leaveOutOf, NO_SSML } from '../shared/lacks.ts';

const NAME = 'TTS.ai';

const LOUDNESS = { loudness: { because: 'it does not normalise' } };

/** Options that none of its routes for recordings has. */
const RECORDING_LACKS: Lacks<'loudness'> = LOUDNESS;

const SPEECH_LACKS: Lacks<keyof SpeechRequest> = {
  ...LOUDNESS,
  words: { because: 'it tells no times of words' },
  verify: { because: 'it does not listen to what it says' },
  inputType: NO_SSML,
};

/** Options that a conversion is made for, and that its converter does not have. */
const CONVERSION_LACKS: Lacks<keyof ConvertAudioRequest> = {
  loudness: { because: 'it does not normalise', isVital: true },
  speed: { because: 'its converter keeps the speed', isVital: true },
};

/** What is left out of a request to speak. @throws {UnsupportedError} For SSML. */
export function leaveOutOfSpeech(request: SpeechRequest): Warning[] {
  const { lexicon } = request;
  const byLetters = Object.values(lexicon ?? {}).some((entry) => respellingOf(entry) === undefined);
  return [
    ...leaveOutOf(NAME, request, SPEECH_LACKS),
    ...(byLetters ? leaveOut(NAME, { lexicon }, { lexicon: { because: 'it takes respellings only, no IPA' } }) : []),
  ];
}

/** What is left out of a request about a recording. */
export function leaveOutOfRecording(request: { readonly loudness?: number }): Warning[] {
  return leaveOut(NAME, request, RECORDING_LACKS);
}

/** What is left out of a one-shot clone, whose route has fewer options than that for the service's own voices. */
export function leaveOutOfClone(request: SpeechRequest): Warning[] {
  const because = 'its route for cloned voices has no such option';
  return leaveOutOf(NAME, request, { ...SPEECH_LACKS, speed: { because }, lexicon: { because } });
}

/** What is left out of a request to measure a recording. */
export function leaveOutOfAnalysis(request: AnalyzeRequest): Warning[] {
  return leaveOut(NAME, request, {
    beats: { because: 'it tells the tempo, not each beat' },
    picture: { because: 'it draws none' },
  });
}

/** What is left out of a turn of a conversation: the service chooses the language model. */
export function leaveOutOfTurn(request: ConverseRequest): Warning[] {
  const because = 'its route for conversations has no such option';
  return leaveOut(NAME, request, { ...LOUDNESS, model: { because }, language: { because }, speed: { because } });
}

/** What is left out of a translation. */
export function leaveOutOfTranslation(request: TranslateSpeechRequest): Warning[] {
  const because = 'its route for translations has no such option';
  // Not to be spoken is what has to be asked for here.
  const asked = { ...request, speak: request.speak === false };
  const lacks = {
    ...LOUDNESS,
    sourceLanguage: { because },
    model: { because },
    speak: { because: 'it speaks every one' },
  };
  return leaveOut(NAME, asked, lacks);
}

/** Refuses a conversion that its converter cannot make. @throws {UnsupportedError} For speed and loudness. */
export function refuseConversion(request: ConvertAudioRequest): void {
  leaveOut(NAME, request, CONVERSION_LACKS);
}

/** How a word is to be written for it to be said right; `undefined` where it is given in IPA. */
export function respellingOf(entry: Pronunciation): string | undefined {
  if (typeof entry === 'string') return entry;
  return 'respelling' in entry ? entry.respelling : undefined;
}
