import { PotooError } from '@potoo/core/errors';
import type { AlignParams } from '../../backends/aligner/aligner-calls.ts';
import type { SynthesizeParams, Utterance } from '../../backends/contract.ts';
import type { SpeechAlignment } from '../../dsp/alignment/align-speech.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import type { InstalledTool } from '../../models/inventory.ts';
import type { EngineCall } from '../engine-call.ts';
import { findReferenceSpeaker } from './reference-speaker.ts';

/** Finds the words of an utterance whose voice guesses them; one whose words cannot be found is given back as it is. */
export type TimeWords = (
  utterance: Utterance,
  params: Omit<SynthesizeParams, 'voice'>,
  signal: AbortSignal,
) => Promise<Utterance>;

/** Below this the voice did not say the text, or not so that it can be told: a guess by the letters is as good. */
const LEAST_CONFIDENCE = 0.15;

/** Makes what times the words of voices that cannot; `undefined` where nothing installed can. */
export function wordTimer(call: EngineCall): TimeWords | undefined {
  const tool = call.inventory.tools.find(({ model }) => model.type === 'alignment');
  return tool && ((utterance, params, signal) => timeWords(utterance, params, { tool, call, signal }));
}

interface Means {
  readonly tool: InstalledTool;
  readonly call: EngineCall;
  readonly signal: AbortSignal;
}

async function timeWords(
  utterance: Utterance,
  params: Omit<SynthesizeParams, 'voice'>,
  { tool, call, signal }: Means,
): Promise<Utterance> {
  const speaker = findReferenceSpeaker(params.language, call);
  if (!speaker || utterance.samples.length === 0) return utterance;
  const { pools, lane } = call;
  const read = await retryCrashed(signal, () => speaker.synthesize({ ...params, rate: 1, pitch: 1 }, { signal, lane }));
  const asked: AlignParams = { audio: soundOf(utterance), reference: soundOf(read), words: read.words };
  try {
    const { words, confidence } = await retryCrashed(signal, () =>
      pools.for(tool.backend, tool.installation).run<SpeechAlignment>('align', asked, { signal, lane }),
    );
    return confidence < LEAST_CONFIDENCE ? utterance : { ...utterance, words, estimated: false };
  } catch (error) {
    // The voice was silent, or said far less than the text: its guess stands.
    if (PotooError.isInstance(error) && error.code === 'bad_request') return utterance;
    throw error;
  }
}

function soundOf({ samples, sampleRate }: Utterance) {
  return { samples, sampleRate };
}
