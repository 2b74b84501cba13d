import type { CallOptions, Progress, SpeechEvent, SpeechResult } from '@potoo/core';

/** Bytes of audio in one event. */
const PIECE_BYTES = 48 * 1024;

/**
 * The events of speech that is made whole before it is sent: its file has its true length in its header, which that of
 * a stream cannot have. Progress is told meanwhile, before the start, so that a long text is not silence to its client.
 */
export async function* wholeSpeechEvents(
  speak: (call: CallOptions) => Promise<SpeechResult>,
  signal: AbortSignal,
): AsyncGenerator<SpeechEvent> {
  const told = new ProgressBoard();
  const speaking = speak({ signal, onProgress: (progress) => told.post(progress) });
  yield* told.until(speaking);
  const { audio, ...details } = await speaking;
  const { format, sampleRate, channels } = audio;
  const { model, voice, warnings, words, marks, usage } = details;
  yield { type: 'start', format, sampleRate, channels, model, voice, warnings, usage };
  const bytes = audio.bytes();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield { type: 'audio', data: bytes.subarray(at, at + PIECE_BYTES) };
  }
  for (const word of words) yield { type: 'word', word };
  for (const mark of marks) yield { type: 'mark', mark };
  yield { type: 'done', details };
}

/** The newest progress, for a reader that comes when it can. */
class ProgressBoard {
  #newest: Progress | undefined;
  #wake: () => void = () => {};

  post(progress: Progress): void {
    this.#newest = progress;
    this.#wake();
  }

  /** Gives what is posted until the work ends, however it ends. */
  async *until(work: Promise<unknown>): AsyncGenerator<SpeechEvent> {
    let ended = false;
    const end = () => {
      ended = true;
      this.#wake();
    };
    work.then(end, end);
    while (!ended) {
      if (this.#newest) {
        const progress = this.#newest;
        this.#newest = undefined;
        yield { type: 'progress', progress };
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
