import { createEngine, type Engine } from '@potoo/engine';
import { temporaryVoices } from '../../packages/engine/src/testing/__fixtures__/reference-speech.ts';
import { startLanguageServer } from '../../packages/engine/src/testing/language-server.ts';
import type { Bench, Figure } from '../bench.ts';
import { median } from '../clock.ts';
import { SENTENCES } from '../sentences.ts';

/** More than the tags before the first frame of an mp3, less than a tenth of a second of it. */
const HEAD_BYTES = 1000;
const REPLY = 'The capital of France is Paris. It lies on the river Seine, and many people live there.';

/** How soon a reply in a conversation begins to sound, with a language model that answers at once. */
export const bench: Bench = {
  id: 'conversation',
  title: 'First audio of a reply',
  async run() {
    await using language = await startLanguageServer(() => REPLY);
    const voicesDirectory = temporaryVoices();
    await using engine = createEngine({ languageModel: { baseUrl: language.baseUrl }, voicesDirectory });
    const { audio } = await engine.synthesize({ text: SENTENCES.slice(0, 4).join(' '), voice: 'rms', format: 'wav' });
    const cloned = await engine.cloneVoice({
      reference: audio.bytes(),
      name: 'Bench',
      consent: { speaker: 'flite', statement: 'The voice rms of flite is free to be cloned.' },
    });
    const circumstances =
      'text in, mp3 out, in process, warm; a language model on a loopback socket that answers at once';
    const figure = async (what: string, voice?: string): Promise<Figure> => ({
      what,
      value: await firstAudio(engine, voice),
      unit: 'ms',
      limit: { kind: 'at most', value: 400 },
      note: circumstances,
    });
    return [
      await figure('first audio of a reply in a conversation'),
      await figure('first audio of a reply in a conversation, in a cloned voice', cloned.id),
    ];
  },
};

/** Milliseconds until a reply sounds, median. */
async function firstAudio(engine: Engine, voice: string | undefined): Promise<number> {
  const firsts: number[] = [];
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    let first: number | undefined;
    let bytes = 0;
    const question = { text: 'What is the capital of France?', format: 'mp3', ...(voice && { voice }) } as const;
    for await (const event of engine.streamTurn(question)) {
      if (event.type === 'audio') bytes += event.data.length;
      // The head of the file is no sound yet.
      if (bytes > HEAD_BYTES) first ??= performance.now() - start;
    }
    if (first === undefined) throw new Error('The reply had no sound.');
    // The first rounds start the hosts and load the client of language models.
    if (round > 1) firsts.push(first);
  }
  return median(firsts);
}
