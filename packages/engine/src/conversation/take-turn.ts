import { randomBytes } from 'node:crypto';
import type {
  CallOptions,
  ConverseRequest,
  SpeechEvent,
  SpeechStreamRequest,
  Transcript,
  TranscriptionRequest,
  TurnEvent,
  Warning,
} from '@potoo/core';
import { BadRequestError, PotooError, UnreachableError } from '@potoo/core/errors';
import type { LanguageModels } from '../language/contract.ts';
import type { SpeakingManner } from '../pipeline/speak-installed.ts';
import { type CheckedConverseRequest, checkConverseRequest } from '../requests/converse-request.ts';
import { definedFields } from '../requests/defined-fields.ts';
import { namedByCaller } from '../requests/named-by-caller.ts';
import { chatPrompt } from './chat-prompt.ts';
import { conversationNotFound } from './conversation-errors.ts';
import { enterTurn } from './enter-turn.ts';
import { OpenTurn, type TurnPlace } from './open-turn.ts';
import { MOST_REPLY_CHARACTERS, ReplyFeed } from './reply-feed.ts';
import type { TurnQueue } from './turn-queue.ts';
import { withReplyText } from './with-reply-text.ts';

/** What a turn is taken with. */
export interface TurnParts extends TurnPlace {
  transcribe(request: TranscriptionRequest, options: CallOptions): Promise<Transcript>;
  speak(request: SpeechStreamRequest, options: CallOptions, manner: SpeakingManner): AsyncIterable<SpeechEvent>;
  readonly language: LanguageModels;
  readonly queue: TurnQueue;
}

/**
 * Takes a turn: understands what is said, has the language model answer, and speaks the answer sentence by sentence as it
 * is written. The turn is kept before its last event; a stream that is left or aborted before that is kept with what can
 * have been heard.
 *
 * The turns of one conversation are taken one after the other.
 */
export async function* takeTurn(
  request: ConverseRequest,
  parts: TurnParts,
  { signal, lane }: { readonly signal: AbortSignal; readonly lane: string },
  { streaming }: { readonly streaming: boolean },
): AsyncGenerator<TurnEvent> {
  const checked = checkConverseRequest(request);
  await parts.language.require(signal);
  const conversationId = checked.conversationId ?? `conv_${randomBytes(16).toString('hex')}`;
  const leaveQueue = await enterTurn(parts, conversationId, signal);
  const leaving = new AbortController();
  const leave = () => leaving.abort(new DOMException('The turn was left.', 'AbortError'));
  const call = { signal: AbortSignal.any([signal, leaving.signal]), lane };
  let turn: OpenTurn | undefined;
  let hasFailed = false;
  try {
    const history = await findHistory(parts, checked.conversationId);
    const heard = await understand(checked, parts, call);
    turn = new OpenTurn(conversationId, checked, history, heard.text);
    yield { type: 'user-text', text: heard.text, conversationId, turnId: turn.id };

    const prompt = chatPrompt(checked.model, turn.systemPrompt, history, heard.text);
    const feed = new ReplyFeed(parts.language.write(prompt, call.signal), MOST_REPLY_CHARACTERS);
    turn.feed = feed;
    const speech = parts.speak(speechRequest(checked, heard.language, feed), call, { streaming, context: heard.text });
    for await (const event of withReplyText(speech, feed, leave)) {
      if (event.type === 'done') turn.details = event.details;
      else {
        yield event;
        turn.delivered(event);
      }
    }
    const details = turn.finished(heard.warnings);
    await turn.keep(parts);
    yield { type: 'done', details };
  } catch (error) {
    hasFailed = !signal.aborted;
    throw inTermsOfTurn(error, turn?.feed);
  } finally {
    leave();
    try {
      // Of a turn that is waited for as a whole, nothing was heard before its end.
      if (streaming) await turn?.keepInterrupted(parts, hasFailed);
    } finally {
      await leaveQueue();
    }
  }
}

async function findHistory({ store, owner }: TurnPlace, id: string | undefined) {
  if (id === undefined) return undefined;
  const history = await store.find(owner, id);
  if (!history) throw conversationNotFound();
  return history;
}

/** What the caller says, and in which language, where that is known. */
async function understand(
  { audio, fileName, text, language }: CheckedConverseRequest,
  parts: TurnParts,
  call: CallOptions,
): Promise<{ text: string; language: string | undefined; warnings: readonly Warning[] }> {
  if (audio === undefined) return { text: text ?? '', language, warnings: [] };
  const transcript = await parts.transcribe({ audio, ...definedFields({ fileName, language }) }, call);
  if (transcript.text.trim() === '') {
    throw new BadRequestError('Nothing is said in the recording.', {
      reason: 'no_speech',
      param: 'audio',
      hint: 'Check the microphone, and record closer to it.',
    });
  }
  return { text: transcript.text, language: language ?? transcript.language, warnings: transcript.warnings };
}

function speechRequest(
  { voice, speechModel, speed, format, bitrate, sampleRate, channels, loudness }: CheckedConverseRequest,
  language: string | undefined,
  feed: ReplyFeed,
): SpeechStreamRequest {
  const output = definedFields({ format, bitrate, sampleRate, channels, loudness });
  return {
    ...output,
    text: feed.pieces(),
    // What a model writes is never markup, though it may begin like it.
    inputType: 'text',
    model: speechModel,
    voice,
    speed,
    words: true,
    ...definedFields({ language }),
  };
}

/** The error of a reply that cannot be spoken, in the terms of the turn; any other as it is. */
function inTermsOfTurn(error: unknown, feed: ReplyFeed | undefined): unknown {
  if (!PotooError.isInstance(error) || !feed || feed.failedWith(error)) return error;
  const { reason } = error;
  // A model that answers with nothing, or with nothing that can be spoken, is not the caller's mistake.
  if (reason === 'empty_text' || reason === 'nothing_to_speak') {
    return new UnreachableError('The language model answered with nothing that can be spoken.', {
      reason: 'invalid_response',
      hint: 'Say it again, or use another model.',
      cause: error,
    });
  }
  return namedByCaller(error, 'model', 'speechModel');
}
