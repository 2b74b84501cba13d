import type { AudioInput } from '../audio/audio-input.ts';
import type { AudioFormat } from '../audio/formats.ts';
import type { OutputOptions } from './speech.ts';
import type { WordTiming } from './timing.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { AudioResult } from './voice-tools.ts';
import type { Warning } from './warnings.ts';

/** A turn of a spoken conversation: give `audio` or `text`. */
export interface ConverseRequest extends OutputOptions {
  readonly audio?: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  readonly text?: string;
  /** Conversation to go on with. @default A new one. */
  readonly conversationId?: string;
  /** Who the other side is and how it speaks. It stays with the conversation until another one is given. */
  readonly systemPrompt?: string;
  /** Language model that answers, by its name at the endpoint. @default 'auto' */
  readonly model?: string;
  /** BCP-47 tag of both sides. @default Detected. */
  readonly language?: string;
  /** @default 'auto' */
  readonly voice?: string;
  /** Model that speaks. @default 'auto' */
  readonly speechModel?: string;
  /** Speaking rate of the reply, 0.5 to 2.0. @default 1 */
  readonly speed?: number;
}

/** What was said on both sides of a turn, and how. */
export interface TurnDetails {
  readonly conversationId: string;
  /** Names the turn within its conversation, where the service keeps turns that can be looked at. */
  readonly turnId?: string;
  readonly userText: string;
  readonly replyText: string;
  /** Words of the reply in order, with offsets into `replyText`; empty where the service tells no times. */
  readonly words: readonly WordTiming[];
  /** Length of the reply's audio, seconds. */
  readonly duration: number;
  /** Voice that spoke, where the service says so. */
  readonly voice?: string;
  /** Model that spoke, where the service says so. */
  readonly speechModel?: string;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}

/** A turn, whole. */
export interface Turn extends TurnDetails, AudioResult {}

/**
 * One event of a turn as it is taken. `user-text` comes first; the pieces of the reply come as the language model writes
 * them; `start` comes before all audio and words, and `done` last, once the turn is kept.
 */
export type TurnEvent =
  /** What the caller was understood to say. From here on the conversation and the turn have their ids. */
  | {
      readonly type: 'user-text';
      readonly text: string;
      readonly conversationId: string;
      readonly turnId: string;
    }
  /** The next piece of the reply's text. Joined in order, they are the whole. */
  | { readonly type: 'reply-text'; readonly text: string }
  | {
      readonly type: 'start';
      readonly format: AudioFormat;
      /** Hertz. */
      readonly sampleRate: number;
      readonly channels: number;
      /** Model that speaks. */
      readonly model: string;
      readonly voice: string;
      readonly warnings: readonly Warning[];
    }
  /** The next bytes of the reply's audio file. Joined in order, they are the whole file. */
  | { readonly type: 'audio'; readonly data: Uint8Array }
  | { readonly type: 'word'; readonly word: WordTiming }
  | { readonly type: 'done'; readonly details: TurnDetails };

/**
 * A turn as it is taken: the first audio comes before the reply is complete.
 *
 * Leaving the loop, or aborting the signal, interrupts: the language model and the synthesis stop, and the turn is kept
 * with what can have been heard by then. {@link TruncateTurnRequest} says it exactly.
 */
export type TurnStream = AsyncIterable<TurnEvent>;

/** Says how much of a reply was heard, when it was interrupted while it played. */
export interface TruncateTurnRequest {
  readonly conversationId: string;
  readonly turnId: string;
  /** Seconds of the reply's audio that were played. Only words that had ended by then stay. */
  readonly heard: number;
}

/** A turn as it is kept. */
export interface ConversationTurn {
  readonly id: string;
  readonly userText: string;
  /** What was spoken: of an interrupted reply its beginning, which may be empty. */
  readonly replyText: string;
  readonly interrupted: boolean;
  readonly createdAt: Date;
}

/** A conversation that is kept. */
export interface Conversation {
  readonly id: string;
  readonly turnCount: number;
  readonly systemPrompt?: string;
  readonly createdAt: Date;
  /** When its last turn was taken. */
  readonly updatedAt: Date;
  /** When it is forgotten, unless another turn is taken. */
  readonly expiresAt: Date;
}

/** A conversation with its turns, oldest first. */
export interface ConversationHistory extends Conversation {
  readonly turns: readonly ConversationTurn[];
}

/** Which conversations to list: the caller's, latest first. */
export interface ConversationFilter {
  /** 1 to 100. @default 20 */
  readonly limit?: number;
  /** Id of a conversation: only those whose last turn came before its own. */
  readonly before?: string;
}
