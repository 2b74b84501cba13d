import type { Backend } from '../../packages/engine/src/backends/contract.ts';
import { espeak } from '../../packages/engine/src/backends/espeak/espeak.ts';
import { flite } from '../../packages/engine/src/backends/flite/flite.ts';
import { checkedUtterance } from '../../packages/engine/src/testing/checked-utterance.ts';
import { ENGLISH_SENTENCES } from '../../packages/engine/src/testing/english-sentences.ts';
import { loadInProcess } from '../../packages/engine/src/testing/in-process-host.ts';
import { plainParams } from '../../packages/engine/src/testing/utterance-params.ts';
import type { Bench, Figure } from '../bench.ts';
import { median } from '../clock.ts';

/** How far the edges of words lie from the times that the voice itself states for its sounds. */
export const bench: Bench = {
  id: 'word-timings',
  title: 'Word timings',
  async run() {
    const figures: Figure[] = [];
    for (const [backend, voice] of [
      [flite, 'slt'],
      [espeak, 'en-us'],
    ] as const) {
      if ((await backend.check()).available) figures.push(...(await measure(backend, voice)));
    }
    return figures;
  },
};

async function measure(backend: Backend, voice: string): Promise<Figure[]> {
  const host = await loadInProcess(backend);
  const distances: number[] = [];
  let words = 0;
  for (const sentence of ENGLISH_SENTENCES) {
    const params = plainParams(sentence, { id: voice, languages: ['en-US'] });
    // Throws unless every word is there, in order and inside the audio.
    const utterance = checkedUtterance(await host.call('synthesize', params), params);
    words += utterance.words.length;
    const edges = utterance.phones.flatMap(({ start, end }) => [start, end]);
    for (const { start, end } of utterance.words) distances.push(nearest(start, edges), nearest(end, edges));
  }
  return [
    {
      what: `${backend.id}: word edges from the voice's own phone times, median`,
      value: median(distances) * 1000,
      unit: 'ms',
      limit: { kind: 'at most', value: 50 },
      note: `${ENGLISH_SENTENCES.length} sentences, ${words} words: each there, in order, inside the audio`,
    },
  ];
}

function nearest(time: number, edges: readonly number[]): number {
  return edges.reduce((best, edge) => Math.min(best, Math.abs(edge - time)), Number.POSITIVE_INFINITY);
}
