import type { CallOptions } from '../../contract/call-options.ts';
import type { ConverseRequest, Turn } from '../../contract/conversation.ts';
import type { AudioResult, TranslateSpeechRequest, TranslationResult } from '../../contract/voice-tools.ts';
import type { Warning } from '../../contract/warnings.ts';
import { jsonBody, type RequestBody } from '../../transport/request-body.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { defined, type Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { RECORDING_FIELDS, type RecordingRequest, saysNothing, TURN_FIELDS } from '../shared/recording-fields.ts';
import { checkRanges } from '../shared/speech-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { leaveOutOfTranslation, leaveOutOfTurn } from './lacks.ts';
import { reshape } from './output.ts';
import { addressIn, creditsIn, downloadAudio, finishedFields } from './results.ts';

const TRANSLATION_FIELDS = ['targetLanguage', 'sourceLanguage', 'voice', 'preserveVoice', 'speak', 'model'] as const;

/** Says a recording in another language. */
export async function translateSpeech(
  connection: Connection,
  request: TranslateSpeechRequest,
  options: CallOptions,
): Promise<TranslationResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, [...RECORDING_FIELDS, ...TRANSLATION_FIELDS]);
    checkRanges(fields);
    const body = await uploadBody(connection.settings, request, {
      target_language: fields.string('targetLanguage'),
      voice: fields.optionalString('voice'),
      preserve_voice: fields.optionalBoolean('preserveVoice')?.toString(),
    });
    const left = leaveOutOfTranslation(request);
    const sent = { path: PATHS.translateSpeech, body, left };
    const { fields: answered, result } = await exchange(connection, sent, request, options);
    return {
      ...result,
      originalText: answered.string('original_text'),
      translatedText: answered.string('translated_text'),
      sourceLanguage: answered.optionalString('source_language') ?? 'und',
      targetLanguage: answered.optionalString('target_language') ?? request.targetLanguage,
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Takes one turn of a spoken conversation. */
export async function converse(connection: Connection, request: ConverseRequest, options: CallOptions): Promise<Turn> {
  try {
    options.signal?.throwIfAborted();
    const body = await turnBody(connection, request);
    const sent = { path: PATHS.converse, body, left: leaveOutOfTurn(request) };
    const { fields, result } = await exchange(connection, sent, request, options);
    return {
      ...result,
      conversationId: fields.string('conversation_id'),
      userText: fields.optionalString('user_text') ?? request.text ?? '',
      replyText: fields.string('ai_text'),
      words: [],
      duration: result.audio.duration,
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function turnBody(connection: Connection, request: ConverseRequest): Promise<RequestBody> {
  const fields = fieldsOf(request, TURN_FIELDS);
  checkRanges(fields);
  const turn = defined({
    text: fields.optionalString('text'),
    voice: fields.optionalString('voice'),
    tts_model: fields.optionalString('speechModel'),
    system_prompt: fields.optionalString('systemPrompt'),
    conversation_id: fields.optionalString('conversationId'),
  });
  const { audio } = request;
  if (audio !== undefined) {
    return uploadBody(connection.settings, { audio }, turn, { form: 'audio', param: 'audio' });
  }
  if (turn.text !== undefined) return jsonBody(turn);
  throw saysNothing();
}

/** Sends a request whose answer tells the address of its audio among other things. */
async function exchange(
  connection: Connection,
  { path, body, left }: { readonly path: string; readonly body: RequestBody; readonly left: readonly Warning[] },
  request: Omit<RecordingRequest, 'audio'>,
  options: CallOptions,
): Promise<{ readonly fields: Fields; readonly result: AudioResult }> {
  const sent = { method: 'POST', path, accept: 'application/json', body } as const;
  const answer = await connection.transport.send(sent, options);
  const { headers } = answer;
  const fields = await finishedFields(connection, await answer.json(), options);
  const audio = await downloadAudio(connection, addressIn(fields), options);
  const result = {
    audio: await reshape(connection, audio, request, options),
    warnings: [...left, ...readWarningsHeader(headers.get(HEADERS.warnings))],
    usage: { ...readCredits(headers), ...creditsIn(fields) },
    response: readMetadata(headers),
  };
  return { fields, result };
}
