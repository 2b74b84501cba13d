import { createEngine } from '@potoo/engine';
import { startLanguageServer } from '../../packages/engine/src/testing/language-server.ts';
import type { Bench } from '../bench.ts';
import { median } from '../clock.ts';

/** More than the tags before the first frame of an mp3, less than a tenth of a second of it. */
const HEAD_BYTES = 1000;
const REPLY = 'The capital of France is Paris. It lies on the river Seine, and many people live there.';

/** How soon a reply in a conversation begins to sound, with a language model that answers at once. */
export const bench: Bench = {
  id: 'conversation',
  title: 'First audio of a reply',
  async run() {
    await using language = await startLanguageServer(() => REPLY);
    await using engine = createEngine({ languageModel: { baseUrl: language.baseUrl } });
    const firsts: number[] = [];
    for (let round = 0; round < 12; round++) {
      const start = performance.now();
      let first: number | undefined;
      let bytes = 0;
      for await (const event of engine.streamTurn({ text: 'What is the capital of France?', format: 'mp3' })) {
        if (event.type === 'audio') bytes += event.data.length;
        // The head of the file is no sound yet.
        if (bytes > HEAD_BYTES) first ??= performance.now() - start;
      }
      if (first === undefined) throw new Error('The reply had no sound.');
      // The first rounds start the hosts and load the client of language models.
      if (round > 1) firsts.push(first);
    }
    return [
      {
        what: 'first audio of a reply in a conversation',
        value: median(firsts),
        unit: 'ms',
        limit: { kind: 'at most', value: 400 },
        note: 'text in, mp3 out, in process, warm; a language model on a loopback socket that answers at once',
      },
    ];
  },
};
