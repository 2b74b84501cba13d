import { createEngine } from '@potoo/engine';
import { createServer } from '@potoo/engine/server';
import type { Bench } from '../bench.ts';
import { median } from '../clock.ts';
import { runningText } from '../sentences.ts';

/** More than the tags before the first frame of an mp3, less than a tenth of a second of it. */
const HEAD_BYTES = 1000;

/** How soon a stream over HTTP begins to sound, and how that compares with the whole. */
export const bench: Bench = {
  id: 'first-audio',
  title: 'First streamed audio',
  async run() {
    await using engine = createEngine();
    const server = await createServer(engine).listen({ port: 0 });
    try {
      const body = JSON.stringify({
        model: 'auto',
        voice: 'slt',
        text: runningText(1000),
        format: 'mp3',
        stream: true,
      });
      const firsts: number[] = [];
      const wholes: number[] = [];
      for (let round = 0; round < 6; round++) {
        const start = performance.now();
        const response = await fetch(`${server.url}/v1/tts/`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        let first: number | undefined;
        let bytes = 0;
        for await (const part of response.body ?? []) {
          bytes += part.length;
          // The head of the file is no sound yet.
          if (bytes > HEAD_BYTES) first ??= performance.now() - start;
        }
        if (!response.ok || first === undefined) throw new Error(`The server answered ${response.status}.`);
        // The first round starts the hosts.
        if (round > 0) {
          firsts.push(first);
          wholes.push(performance.now() - start);
        }
      }
      const first = median(firsts);
      const whole = median(wholes);
      const note = `1,000 words as mp3 over HTTP, warm; the whole in ${Math.round(whole)} ms`;
      return [
        {
          what: 'first streamed audio',
          value: first,
          unit: 'ms',
          limit: { kind: 'at most', value: 150 },
          note,
        },
        {
          what: 'first streamed audio over the whole',
          value: first / whole,
          unit: 'x',
          limit: { kind: 'at most', value: 0.05 },
          note,
        },
      ];
    } finally {
      await server.close();
    }
  },
};
