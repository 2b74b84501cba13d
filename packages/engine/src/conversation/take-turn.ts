import { randomBytes } from 'node:crypto';
import type {
  CallOptions,
  ConversationHistory,
  ConverseRequest,
  SpeechDetails,
  SpeechEvent,
  SpeechStreamRequest,
  Transcript,
  TranscriptionRequest,
  TurnEvent,
  Warning,
  WordTiming,
} from '@potoo/core';
import { BadRequestError, PotooError, UnreachableError } from '@potoo/core/errors';
import type { LanguageModels } from '../language/contract.ts';
import type { SpeakingManner } from '../pipeline/speak-installed.ts';
import { type CheckedConverseRequest, checkConverseRequest } from '../requests/converse-request.ts';
import { definedFields } from '../requests/defined-fields.ts';
import { namedByCaller } from '../requests/named-by-caller.ts';
import { chatPrompt } from './chat-prompt.ts';
import type { ConversationStore, TurnToKeep } from './contract.ts';
import { conversationNotFound } from './conversation-errors.ts';
import { enterTurn } from './enter-turn.ts';
import { ReplyFeed } from './reply-feed.ts';
import { type SpokenReply, spokenPart, wordEndsOf } from './spoken-part.ts';
import type { TurnQueue } from './turn-queue.ts';

/** What a turn is taken with. */
export interface TurnParts {
  transcribe(request: TranscriptionRequest, options: CallOptions): Promise<Transcript>;
  speak(request: SpeechStreamRequest, options: CallOptions, manner: SpeakingManner): AsyncIterable<SpeechEvent>;
  readonly language: LanguageModels;
  readonly store: ConversationStore;
  readonly owner: string;
  readonly queue: TurnQueue;
}

/** Characters of a reply, of which a quarter of an hour can be spoken; models that repeat themselves go beyond. */
const MOST_REPLY_CHARACTERS = 16_000;

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

/** A turn that is being taken. */
class OpenTurn {
  readonly conversationId: string;
  readonly id = `turn_${randomBytes(12).toString('hex')}`;
  readonly systemPrompt: string | undefined;
  readonly #isFirst: boolean;
  readonly #userText: string;
  readonly #createdAt = new Date();
  readonly #words: WordTiming[] = [];
  feed: ReplyFeed | undefined;
  details: SpeechDetails | undefined;
  /** When its first sound was given out, milliseconds. */
  #soundedAt: number | undefined;
  #isKept = false;

  constructor(
    conversationId: string,
    request: CheckedConverseRequest,
    history: ConversationHistory | undefined,
    userText: string,
  ) {
    this.conversationId = conversationId;
    this.#isFirst = history === undefined;
    this.systemPrompt = request.systemPrompt ?? history?.systemPrompt;
    this.#userText = userText;
  }

  /** Takes note of what the reader has taken. */
  delivered(event: TurnEvent): void {
    if (event.type === 'audio') this.#soundedAt ??= performance.now();
    if (event.type === 'word') this.#words.push(event.word);
  }

  finished(heard: readonly Warning[]) {
    const { details, feed } = this;
    if (!details || !feed) throw new TypeError('A turn was finished before its reply.');
    const cut: Warning[] = feed.isCut ? [CUT_WARNING] : [];
    return {
      conversationId: this.conversationId,
      turnId: this.id,
      userText: this.#userText,
      replyText: feed.text,
      words: details.words,
      duration: details.duration,
      voice: details.voice,
      speechModel: details.model,
      warnings: [...heard, ...details.warnings, ...cut],
      usage: details.usage,
      response: {},
    };
  }

  async keep({ store, owner }: TurnParts): Promise<void> {
    const { words = [], duration } = this.details ?? {};
    const reply = { replyText: this.feed?.text ?? '', wordEnds: wordEndsOf(words), duration };
    await store.keep(owner, this.#toKeep(reply, false));
    this.#isKept = true;
  }

  /**
   * Keeps an unfinished turn with what can have been heard by now: nobody hears faster than it sounds.
   * @param hasFailed - Then it is kept only if something has sounded: the caller will say it again.
   */
  async keepInterrupted({ store, owner }: TurnParts, hasFailed: boolean): Promise<void> {
    if (this.#isKept || (hasFailed && this.#soundedAt === undefined)) return;
    this.#isKept = true;
    const heard = this.#soundedAt === undefined ? 0 : (performance.now() - this.#soundedAt) / 1_000;
    const reply = { replyText: this.feed?.text ?? '', wordEnds: wordEndsOf(this.#words), duration: undefined };
    await store.keep(owner, this.#toKeep(spokenPart(reply, heard), true));
  }

  #toKeep(reply: SpokenReply, interrupted: boolean): TurnToKeep {
    const { conversationId, systemPrompt, id } = this;
    const turn = { id, userText: this.#userText, ...reply, interrupted, createdAt: this.#createdAt };
    return { conversationId, isFirst: this.#isFirst, systemPrompt, turn };
  }
}

const CUT_WARNING: Warning = {
  type: 'other',
  subject: 'reply',
  message: `The reply was longer than ${MOST_REPLY_CHARACTERS} characters: its end was left out.`,
};

async function findHistory({ store, owner }: TurnParts, id: string | undefined) {
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

/** The events of speech as those of a turn, with the text of the reply as it is written. */
async function* withReplyText(
  speech: AsyncIterable<SpeechEvent>,
  feed: ReplyFeed,
  leave: () => void,
): AsyncGenerator<Exclude<TurnEvent, { type: 'done' }> | Extract<SpeechEvent, { type: 'done' }>> {
  const events = speech[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<SpeechEvent>> | undefined;
  try {
    for (;;) {
      const text = feed.takeUntold();
      if (text !== '') {
        yield { type: 'reply-text', text };
        continue;
      }
      next ??= events.next();
      // A reader that leaves meanwhile never comes back for it.
      next.catch(() => {});
      if (!feed.ended && !(await Promise.race([next.then(() => true), feed.more().then(() => false)]))) continue;
      const { done, value: event } = await next;
      next = undefined;
      if (done) return;
      if (event.type === 'start') {
        const { usage: _, ...start } = event;
        yield start;
      } else if (event.type === 'audio' || event.type === 'word' || event.type === 'done') yield event;
    }
  } finally {
    leave();
    // Not awaited: it waits for its next event, and whoever interrupts waits for nothing.
    void events.return?.().catch(() => {});
  }
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
