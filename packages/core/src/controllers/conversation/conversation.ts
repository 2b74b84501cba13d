import type { ConverseRequest } from '../../contract/conversation.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { Listener } from '../listening/listener.ts';
import { joinUtterances, type Utterance, utteranceFile } from '../listening/utterance-cutter.ts';
import type { VoiceDetector } from '../listening/voice-detector.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { Microphone } from '../microphone/microphone.ts';
import { Player } from '../player/player.ts';
import { takeTurn } from './take-turn.ts';

/** One side's words. */
export interface ConversationMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** What was said; of an interrupted reply what was heard. Empty while a recording is being understood. */
  readonly text: string;
  readonly interrupted: boolean;
}

/** State of a {@link Conversation}. */
export interface ConversationState {
  /** `listening`: nobody speaks. `hearing`: the user speaks. `blocked`: the browser lets the reply out only after a click. */
  readonly status: 'idle' | 'requesting' | 'listening' | 'hearing' | 'thinking' | 'speaking' | 'blocked' | 'error';
  readonly messages: readonly ConversationMessage[];
  /** Id to go on with later; `null` before the first turn. */
  readonly conversationId: string | null;
  /** Whether the microphone is open. */
  readonly open: boolean;
  readonly muted: boolean;
  readonly error: PotooError | null;
}

/** How a {@link Conversation} is made. */
export interface ConversationOptions
  extends Pick<ConverseRequest, 'systemPrompt' | 'model' | 'language' | 'voice' | 'speechModel' | 'speed'> {
  readonly service: VoiceService;
  /** Conversation to go on with. @default A new one. */
  readonly conversationId?: string | undefined;
  readonly microphone?: Microphone | undefined;
  readonly loudspeaker?: Loudspeaker | undefined;
  /** Whether the user can break in by speaking. Needs a microphone that does not hear the loudspeaker. @default true */
  readonly bargeIn?: boolean | undefined;
  /** Seconds of silence that end the user's turn. @default 0.7 */
  readonly silence?: number | undefined;
  /** What tells a voice from other sound. @default Level and pitch, without a download. */
  readonly detector?: VoiceDetector | undefined;
  readonly workletUrl?: string | URL | undefined;
  readonly onMessage?: ((message: ConversationMessage) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

/** A turn under way. */
interface Run {
  readonly abort: AbortController;
  /** Id of the reply's message. */
  readonly replyId: string;
  /** What was said into the microphone, until the service has understood it. */
  utterance: Utterance | undefined;
  turnId: string | undefined;
}

/** Talks with a service: hears when the user has spoken, speaks the reply while it is written, and can be interrupted. */
export class Conversation extends Controller<ConversationState, ConversationOptions> {
  /** What plays the replies. */
  readonly player: Player;
  readonly #own = new Microphone();
  readonly #detach: Array<() => void> = [];
  #session: AbortController | undefined;
  #listener: Listener | undefined;
  #run: Run | undefined;
  /** What was said before the user went on speaking, and the service has not understood. */
  #unheard: Utterance | undefined;
  #count = 0;

  constructor(options: ConversationOptions) {
    super(
      {
        ...{ status: 'idle', messages: [], conversationId: options.conversationId ?? null },
        ...{ open: false, muted: false, error: null },
      },
      options,
    );
    this.player = new Player({ loudspeaker: options.loudspeaker });
    this.player.subscribe(() => this.#followPlayer());
  }

  /** What the user speaks into. */
  get microphone(): Microphone {
    return this.options.microphone ?? this.#own;
  }

  /** Opens the microphone and listens. Call it in a click. Errors go into the state. */
  readonly start = (): void => inState(this.startAsync());

  /** Like {@link start}, and resolves when it listens. @throws {PotooError} Why the microphone cannot be opened. */
  readonly startAsync = async (): Promise<void> => {
    this.life.throwIfAborted();
    this.player.unlock();
    this.#closeMicrophone();
    const session = new AbortController();
    const signal = AbortSignal.any([session.signal, this.life]);
    this.#session = session;
    this.update({ status: 'requesting', error: null });
    try {
      const { silence, detector, workletUrl } = this.options;
      const listener = await Listener.start(
        { microphone: this.microphone, silence, detector, workletUrl, signal },
        { began: () => this.#heardVoice(), spoken: (utterance) => this.#heard(utterance) },
      );
      this.#listener = listener;
      listener.setMuted(this.getSnapshot().muted);
      const lose = () => this.#lost(listener.gone.reason);
      listener.gone.addEventListener('abort', lose, { signal });
      this.update({ status: 'listening', open: true });
    } catch (error) {
      if (this.#session === session) this.#fail(error, signal);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    }
  };

  /** Closes the microphone and ends what is spoken. What was said stays. */
  readonly stop = (): void => {
    this.interrupt();
    this.#unheard = undefined;
    this.#closeMicrophone();
    this.update({ status: 'idle' });
  };

  /** Says something in writing; it works without a microphone too. Errors go into the state. */
  readonly send = (text: string): void => inState(this.sendAsync(text));

  /** Like {@link send}, and resolves when the reply has been heard. @throws {PotooError} What the service throws. */
  readonly sendAsync = async (text: string): Promise<void> => {
    this.life.throwIfAborted();
    this.player.unlock();
    await this.#turn({ text });
  };

  /** Lets the microphone hear nothing for a while; what was said until then is answered. */
  readonly setMuted = (muted: boolean): void => {
    this.update({ muted });
    this.#listener?.setMuted(muted);
  };

  /** Ends the reply at once; the service keeps what of it was heard. */
  readonly interrupt = (): void => {
    const run = this.#run;
    if (!run) return;
    const heard = this.player.currentTime;
    const { conversationId } = this.getSnapshot();
    this.#run = undefined;
    run.abort.abort(new DOMException('The reply was interrupted.', 'AbortError'));
    this.player.stop();
    this.#change(run.replyId, { interrupted: true });
    this.#rest();
    if (run.turnId !== undefined && conversationId !== null) {
      inState(this.#truncate(run.replyId, { conversationId, turnId: run.turnId, heard }));
    }
  };

  /** Lets a blocked reply out: call it inside a click or a key press. */
  readonly unlock = (): void => this.player.unlock();

  /** Forgets what was said here; the next turn begins a new conversation. */
  readonly reset = (): void => {
    this.stop();
    this.update({ messages: [], conversationId: null, error: null });
  };

  protected override attached(): void {
    if (this.#detach.length === 0) this.#detach.push(this.player.attach(), this.#own.attach());
  }

  protected override optionsChanged(): void {
    this.player.setOptions({ loudspeaker: this.options.loudspeaker });
  }

  protected override disposed(): void {
    this.#run?.abort.abort(this.life.reason);
    this.#run = undefined;
    this.#closeMicrophone();
    for (const detach of this.#detach.splice(0)) detach();
    this.player.dispose();
    this.#own.dispose();
    this.update({ status: 'idle' });
  }

  #heardVoice(): void {
    const { status } = this.getSnapshot();
    const isAnswering = this.#run !== undefined;
    if (isAnswering && !(this.options.bargeIn ?? true)) return;
    if (isAnswering) {
      this.#unheard = this.#run?.utterance;
      this.interrupt();
    }
    if (status !== 'error') this.update({ status: 'hearing' });
  }

  #heard(utterance: Utterance): void {
    // Without barge-in, what is heard during a reply may be the reply.
    if (this.#run) return;
    const whole = this.#unheard ? joinUtterances(this.#unheard, utterance) : utterance;
    inState(this.#turn({ audio: utteranceFile(whole), fileName: 'turn.wav' }, whole));
  }

  async #turn(said: Pick<ConverseRequest, 'audio' | 'text' | 'fileName'>, utterance?: Utterance): Promise<void> {
    this.interrupt();
    this.#unheard = undefined;
    const run: Run = { abort: new AbortController(), replyId: this.#nextId(), utterance, turnId: undefined };
    const userId = this.#nextId();
    const signal = AbortSignal.any([run.abort.signal, this.life]);
    this.#run = run;
    this.update({ status: 'thinking', error: null });
    this.#add({ id: userId, role: 'user', text: said.text ?? '', interrupted: false });
    let reply = '';
    try {
      const source = await takeTurn(this.options.service, { ...this.#request(), ...said }, signal, {
        understood: (text, conversationId, turnId) => {
          run.turnId = turnId;
          run.utterance = undefined;
          this.#change(userId, { text });
          this.update({ conversationId });
          this.#add({ id: run.replyId, role: 'assistant', text: '', interrupted: false });
        },
        replied: (text) => {
          reply += text;
          this.#change(run.replyId, { text: reply });
        },
      });
      signal.throwIfAborted();
      await this.player.playAsync(source, { signal });
      if (this.#run === run) this.#run = undefined;
      this.#rest();
      for (const id of [userId, run.replyId]) this.#tell(id);
    } catch (error) {
      this.#drop(userId);
      if (this.#run === run) {
        this.#run = undefined;
        this.#drop(run.replyId);
        this.#fail(error, signal);
      }
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    }
  }

  async #truncate(replyId: string, request: { conversationId: string; turnId: string; heard: number }): Promise<void> {
    const turn = await this.options.service.truncateTurn(request, { signal: this.life });
    this.#change(replyId, { text: turn.replyText });
  }

  #request(): Omit<ConverseRequest, 'audio' | 'text'> {
    const { systemPrompt, model, language, voice, speechModel, speed } = this.options;
    const conversationId = this.getSnapshot().conversationId ?? undefined;
    const all = { systemPrompt, model, language, voice, speechModel, speed, conversationId };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** Listens again, or is idle without a microphone. */
  #rest(): void {
    const { open, status } = this.getSnapshot();
    if (status !== 'error') this.update({ status: open ? 'listening' : 'idle' });
  }

  #followPlayer(): void {
    if (!this.#run) return;
    const { status } = this.player.getSnapshot();
    if (status === 'playing') this.update({ status: 'speaking' });
    if (status === 'blocked') this.update({ status: 'blocked' });
    if (status === 'paused') this.interrupt();
  }

  #lost(reason: unknown): void {
    this.#closeMicrophone();
    if (isAbort(reason)) this.update({ status: 'idle' });
    else this.#fail(reason);
  }

  #fail(error: unknown, signal?: AbortSignal): void {
    if (signal?.aborted || isAbort(error)) {
      this.#rest();
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known });
    this.options.onError?.(known);
    // One failed turn does not end the conversation.
    if (this.getSnapshot().open) this.update({ status: 'listening' });
  }

  #closeMicrophone(): void {
    this.#session?.abort(new DOMException('The conversation was stopped.', 'AbortError'));
    this.#session = undefined;
    this.#listener?.cancel();
    this.#listener = undefined;
    this.update({ open: false });
  }

  #nextId(): string {
    this.#count += 1;
    return `message-${this.#count}`;
  }

  #add(message: ConversationMessage): void {
    this.update({ messages: [...this.getSnapshot().messages, message] });
  }

  #change(id: string, change: Partial<ConversationMessage>): void {
    const messages = this.getSnapshot().messages.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.update({ messages });
  }

  /** Takes what was never said out again: a failed turn leaves no empty message. */
  #drop(...ids: string[]): void {
    const messages = this.getSnapshot().messages.filter(({ id, text }) => text !== '' || !ids.includes(id));
    this.update({ messages });
  }

  #tell(id: string): void {
    const message = this.getSnapshot().messages.find((each) => each.id === id);
    if (message) this.options.onMessage?.(message);
  }
}
