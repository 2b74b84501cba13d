import { isAbort } from '../../controllers/as-potoo-error.ts';
import { SpeechSession, type SpeechSessionOptions } from '../../controllers/speech/speech-session.ts';

type Status =
  | { readonly type: 'starting' | 'running' }
  | { readonly type: 'ended'; readonly reason: 'finished' | 'cancelled' | 'error'; readonly error?: unknown };

/** A text that is being spoken (`SpeechSynthesisAdapter.Utterance`). */
interface SpokenUtterance {
  status: Status;
  cancel(): void;
  subscribe(callback: () => void): () => void;
}

/** A speech adapter of assistant-ui (`SpeechSynthesisAdapter`), over a voice service. */
export interface AssistantUiSpeechAdapter {
  /** Speaks a text, instead of what was spoken before. Call it in a click, so that the browser lets sound out. */
  speak(text: string): SpokenUtterance;
  /** Falls silent and lets go of the loudspeaker. */
  dispose(): void;
}

/**
 * Gives assistant-ui the voices of a service. Nothing is loaded or opened before the first text.
 *
 * ```ts
 * const runtime = useChatRuntime({ adapters: { speech: speechAdapter({ service: potoo({ baseUrl: '/voice' }) }) } });
 * ```
 */
export function speechAdapter(options: SpeechSessionOptions): AssistantUiSpeechAdapter {
  const session = new SpeechSession({ ...options, queue: 'replace' });
  return { speak: (text) => speakIn(session, text), dispose: session.dispose };
}

function speakIn(session: SpeechSession, text: string): SpokenUtterance {
  const listeners = new Set<() => void>();
  const life = new AbortController();
  const utterance: SpokenUtterance = {
    status: { type: 'starting' },
    cancel: () => life.abort(new DOMException('The speech was cancelled.', 'AbortError')),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const become = (status: Status) => {
    if (utterance.status.type === 'ended' || utterance.status.type === status.type) return;
    utterance.status = status;
    if (status.type === 'ended') unsubscribe();
    for (const listener of [...listeners]) listener();
  };
  const unsubscribe = session.subscribe(() => {
    if (session.getSnapshot().status === 'playing') become({ type: 'running' });
  });
  session.speakAsync(text, { signal: life.signal }).then(
    () => become({ type: 'ended', reason: 'finished' }),
    (error: unknown) =>
      become(
        isAbort(error, life.signal)
          ? { type: 'ended', reason: 'cancelled' }
          : { type: 'ended', reason: 'error', error },
      ),
  );
  return utterance;
}
