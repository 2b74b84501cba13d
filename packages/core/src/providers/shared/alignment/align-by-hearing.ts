import type { Alignment, AlignRequest } from '../../../contract/alignment.ts';
import type { CallOptions } from '../../../contract/call-options.ts';
import type { VoiceService } from '../../../contract/voice-service.ts';
import type { Warning } from '../../../contract/warnings.ts';
import { BadRequestError, UnsupportedError } from '../../../errors/errors.ts';
import { fieldsOf } from '../caller-terms.ts';
import { alignWords } from './align-words.ts';

const FIELDS: ReadonlyArray<keyof AlignRequest> = ['audio', 'fileName', 'text', 'language', 'model'];
/** Below this share of words that were heard, most times are guesses. */
const DOUBTFUL = 0.3;

/**
 * Finds the words of a text in its recording for a service that listens and knows nothing of alignment: it writes down what
 * it hears, with times of words, and the two texts are laid beside each other.
 * @throws {UnsupportedError} If the model tells no times of words.
 */
export async function alignByHearing(
  transcribe: VoiceService['transcribe'],
  request: AlignRequest,
  options: CallOptions,
): Promise<Alignment> {
  const text = fieldsOf(request, FIELDS).string('text');
  if (text.trim() === '') {
    throw new BadRequestError('The text is empty.', {
      reason: 'empty_text',
      param: 'text',
      hint: 'Send what is said in the recording.',
    });
  }
  const { text: _, ...listening } = request;
  const heard = await transcribe({ ...listening, words: true }, options);
  if (heard.segments.length === 0) {
    throw new BadRequestError('No speech was heard in the recording.', {
      reason: 'no_speech',
      param: 'audio',
      hint: 'Send a recording of somebody who says the text.',
    });
  }
  const words = heard.segments.flatMap((segment) => segment.words);
  if (words.length === 0) {
    throw new UnsupportedError(`${heard.model} tells no times of words.`, {
      reason: 'feature_not_supported',
      param: 'model',
      hint: 'Name a model that does, such as whisper-1.',
    });
  }
  const aligned = await alignWords(text, words, heard.duration, options.signal);
  const confidence = aligned.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, aligned.length);
  const { duration, language, model, warnings, usage, response } = heard;
  return {
    words: aligned,
    confidence,
    duration,
    language,
    model,
    warnings: confidence < DOUBTFUL ? [...warnings, DOUBT] : warnings,
    usage,
    response,
  };
}

const DOUBT: Warning = {
  type: 'quality',
  subject: 'text',
  message: 'Little of the text was heard: most times are guesses.',
};
