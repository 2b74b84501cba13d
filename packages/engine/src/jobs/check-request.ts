import { BadRequestError, createError, type JobRequest, PotooError, type SpeechRequest } from '@potoo/core';
import { JOB_TYPES } from '@potoo/core/wire';
import { checkAnalyzeRequest } from '../requests/analyze-request.ts';
import { checkSpeakAsRequest } from '../requests/clone-request.ts';
import { checkConvertRequest } from '../requests/convert-request.ts';
import { checkDereverbRequest } from '../requests/dereverb-request.ts';
import { checkEnhanceRequest } from '../requests/enhance-request.ts';
import { checkConvertVoiceRequest, checkTransformRequest } from '../requests/revoice-request.ts';
import { checkSeparateRequest } from '../requests/separate-request.ts';
import { checkSpeechRequest } from '../requests/speech-request.ts';
import { checkTranscriptionRequest } from '../requests/transcription-request.ts';

/** Most texts of a batch. */
export const MAX_BATCH = 50;

/**
 * Refuses what can be told to be wrong before the work begins.
 * @param maxCharacters - Most characters of a text.
 * @throws {BadRequestError} As the method that does the work would.
 */
export function checkJobRequest(job: JobRequest, maxCharacters: number): void {
  if (!JOB_TYPES.includes(job.type)) throw unknownType();
  switch (job.type) {
    case 'batch':
      checkBatch(job.requests, maxCharacters);
      break;
    case 'synthesize':
      checkText(job.request, maxCharacters);
      break;
    case 'transcribe':
      checkTranscriptionRequest(job.request);
      break;
    case 'speakAs':
      checkSpeakAsRequest(job.request, maxCharacters);
      break;
    case 'convertVoice':
      checkConvertVoiceRequest(job.request);
      break;
    case 'transformSpeech':
      checkTransformRequest(job.request);
      break;
    case 'enhance':
      checkEnhanceRequest(job.request);
      break;
    case 'separate':
      checkSeparateRequest(job.request);
      break;
    case 'dereverb':
      checkDereverbRequest(job.request);
      break;
    case 'analyze':
      checkAnalyzeRequest(job.request);
      break;
    case 'convertAudio':
      checkConvertRequest(job.request);
      break;
  }
}

function unknownType(): BadRequestError {
  return new BadRequestError('There is no such type of job.', {
    reason: 'invalid_parameter',
    param: 'type',
    hint: `One of ${JOB_TYPES.join(', ')}.`,
  });
}

function checkBatch(requests: unknown, maxCharacters: number): void {
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > MAX_BATCH) {
    throw new BadRequestError(`A batch holds 1 to ${MAX_BATCH} texts.`, {
      reason: 'invalid_parameter',
      param: 'requests',
      hint: 'Send the texts in several batches.',
    });
  }
  for (const [index, request] of requests.entries()) {
    try {
      checkText(request, maxCharacters);
    } catch (error) {
      if (!PotooError.isInstance(error)) throw error;
      const { code, message, param, reason, hint } = error;
      throw createError(code, `Text ${index + 1} of the batch: ${message}`, {
        reason,
        hint,
        param: ['requests', index, param].join('.').replace(/\.$/, ''),
      });
    }
  }
}

/** A text that is still arriving cannot be kept. */
function checkText(request: SpeechRequest, maxCharacters: number): void {
  if (typeof checkSpeechRequest(request, maxCharacters).text === 'string') return;
  throw new BadRequestError('The text of a job must be there as a whole.', {
    reason: 'invalid_parameter',
    param: 'text',
    hint: 'Gather the stream into a string first.',
  });
}
