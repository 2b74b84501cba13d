import type { SpeechEvent, TurnEvent } from '@potoo/core';
import type { ReplyFeed } from './reply-feed.ts';

/** The events of speech as those of a turn, with the text of the reply as it is written. */
export async function* withReplyText(
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
