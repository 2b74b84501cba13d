import { createEngine } from '@potoo/engine';
import { wordErrorRate, wordErrors } from '@potoo/engine/testing';
import type { Bench, Figure } from '../bench.ts';
import { pocketsphinxMissing } from '../peers.ts';
import { SENTENCES } from '../sentences.ts';

const VOICES = ['slt', 'rms', 'awb', 'kal'] as const;

/** Speaks sentences and writes them down again: what is lost between the mouth and the ear. */
export const bench: Bench = {
  id: 'round-trip',
  title: 'Round trip',
  skip: pocketsphinxMissing,
  async run() {
    await using engine = createEngine();
    const figures: Figure[] = [];
    const rates: number[] = [];
    for (const voice of VOICES) {
      const counts = await Promise.all(
        SENTENCES.map(async (text) => {
          const { audio } = await engine.synthesize({ text, voice, format: 'wav' });
          const { text: heard } = await engine.transcribe({ audio: audio.bytes() });
          return wordErrors(text, heard);
        }),
      );
      const rate = wordErrorRate(counts);
      rates.push(rate);
      figures.push({
        what: `word error rate, ${voice} heard by pocketsphinx`,
        value: rate,
        unit: '',
        note: '20 sentences',
      });
    }
    const average = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    figures.push({
      what: 'word error rate, average of four voices',
      value: average,
      unit: '',
      limit: { kind: 'at most', value: 0.2 },
      note: '20 sentences each',
    });
    return figures;
  },
};
