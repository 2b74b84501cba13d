import { Transcription, type TranscriptionOptions } from '../../controllers/transcription/transcription.ts';

type Status =
  | { readonly type: 'starting' | 'running' }
  | { readonly type: 'ended'; readonly reason: 'stopped' | 'cancelled' | 'error' };

/** What was said (`DictationAdapter.Result`). */
interface DictationResult {
  transcript: string;
  /** Whether it may still change. */
  isFinal?: boolean;
}

/** Somebody dictating (`DictationAdapter.Session`). */
interface DictationSession {
  status: Status;
  stop(): Promise<void>;
  cancel(): void;
  onSpeechStart(callback: () => void): () => void;
  onSpeechEnd(callback: (result: DictationResult) => void): () => void;
  onSpeech(callback: (result: DictationResult) => void): () => void;
}

/** A dictation adapter of assistant-ui (`DictationAdapter`), over a voice service. */
export interface AssistantUiDictationAdapter {
  /** Whether the input is locked while somebody dictates. */
  readonly disableInputDuringDictation?: boolean;
  /** Opens the microphone and writes down what is said, until it is stopped. */
  listen(): DictationSession;
}

/**
 * Lets people dictate to assistant-ui, with the recogniser of a service. The microphone opens when they ask for it.
 *
 * ```ts
 * const runtime = useChatRuntime({ adapters: { dictation: dictationAdapter({ service: potoo({ baseUrl: '/voice' }) }) } });
 * ```
 */
export function dictationAdapter(
  options: TranscriptionOptions & Pick<AssistantUiDictationAdapter, 'disableInputDuringDictation'>,
): AssistantUiDictationAdapter {
  const { disableInputDuringDictation = false, ...transcription } = options;
  return { disableInputDuringDictation, listen: () => listenWith(transcription) };
}

function listenWith(options: TranscriptionOptions): DictationSession {
  const began = new Set<() => void>();
  const ended = new Set<(result: DictationResult) => void>();
  const heard = new Set<(result: DictationResult) => void>();
  const tell = (result: DictationResult) => {
    for (const listener of [...heard]) listener(result);
  };
  const transcription = new Transcription({
    ...options,
    onSegment: (segment) => {
      options.onSegment?.(segment);
      tell({ transcript: segment.text, isFinal: true });
    },
  });
  const session: DictationSession = {
    status: { type: 'starting' },
    stop: async () => {
      await transcription.stopAsync().catch(() => {});
      end('stopped');
    },
    cancel: () => end('cancelled'),
    onSpeechStart: (callback) => subscribe(began, callback),
    onSpeechEnd: (callback) => subscribe(ended, callback),
    onSpeech: (callback) => subscribe(heard, callback),
  };
  const end = (reason: 'stopped' | 'cancelled' | 'error') => {
    if (session.status.type === 'ended') return;
    session.status = { type: 'ended', reason };
    const { text } = transcription.getSnapshot();
    transcription.dispose();
    for (const listener of [...ended]) listener({ transcript: text });
  };
  let { partial, speaking } = transcription.getSnapshot();
  transcription.subscribe(() => {
    const now = transcription.getSnapshot();
    if (now.status === 'listening' && session.status.type === 'starting') session.status = { type: 'running' };
    if (now.speaking && !speaking) for (const listener of [...began]) listener();
    if (now.partial !== partial && now.partial !== '') tell({ transcript: now.partial, isFinal: false });
    ({ partial, speaking } = now);
    if (now.status === 'error') end('error');
  });
  transcription.listen();
  return session;
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
