import { randomBytes } from 'node:crypto';
import type { ConversationHistory, SpeechDetails, TurnEvent, Warning, WordTiming } from '@potoo/core';
import type { CheckedConverseRequest } from '../requests/converse-request.ts';
import type { ConversationStore, TurnToKeep } from './contract.ts';
import { MOST_REPLY_CHARACTERS, type ReplyFeed } from './reply-feed.ts';
import { type SpokenReply, spokenPart, wordEndsOf } from './spoken-part.ts';

/** Where a turn is kept, and whose it is. */
export interface TurnPlace {
  readonly store: ConversationStore;
  readonly owner: string;
}

const CUT_WARNING: Warning = {
  type: 'other',
  subject: 'reply',
  message: `The reply was longer than ${MOST_REPLY_CHARACTERS} characters: its end was left out.`,
};

/** A turn that is being taken: what of it was heard, and what is kept. */
export class OpenTurn {
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

  async keep({ store, owner }: TurnPlace): Promise<void> {
    const { words = [], duration } = this.details ?? {};
    const reply = { replyText: this.feed?.text ?? '', wordEnds: wordEndsOf(words), duration };
    await store.keep(owner, this.#toKeep(reply, false));
    this.#isKept = true;
  }

  /**
   * Keeps an unfinished turn with what can have been heard by now: nobody hears faster than it sounds.
   * @param hasFailed - Then it is kept only if something has sounded: the caller will say it again.
   */
  async keepInterrupted({ store, owner }: TurnPlace, hasFailed: boolean): Promise<void> {
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
