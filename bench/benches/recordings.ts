import { createEngine } from '@potoo/engine';
import { wordErrorRate, wordErrors } from '@potoo/engine/testing';
import type { Bench } from '../bench.ts';
import { pocketsphinxMissing } from '../peers.ts';
import { englishRecordings } from '../recordings.ts';

/** Real recordings against their transcripts. */
export const bench: Bench = {
  id: 'recordings',
  title: 'Real recordings',
  async skip() {
    return (await pocketsphinxMissing()) ?? (englishRecordings().length > 0 ? undefined : 'no recordings are here');
  },
  async run() {
    await using engine = createEngine();
    const recordings = englishRecordings();
    const counts = await Promise.all(
      recordings.map(async ({ path, text }) => wordErrors(text, (await engine.transcribe({ audio: { path } })).text)),
    );
    return [
      {
        what: 'word error rate, English recordings',
        value: wordErrorRate(counts),
        unit: '',
        limit: { kind: 'at most', value: 0.24 },
        note: `${recordings.length} files; the native program makes 0.376 live and 0.226 in batches with \`-cmn batch\``,
      },
    ];
  },
};
