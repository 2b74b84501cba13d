import { joinArrays } from '../audio/join-arrays.ts';
import type { Utterance } from '../backends/contract.ts';
import { flite } from '../backends/flite/flite.ts';
import { sampleVoice } from '../dsp/mimic/sample-voice.ts';
import type { SampledVoice } from '../dsp/mimic/shaping-plan.ts';
import { samplingRequests } from '../pipeline/mimic/sampling-texts.ts';
import { loadInProcess } from './in-process-host.ts';

/** Measures a voice of flite in this process, as cloning measures a voice that it does not know yet. */
export async function sampleInProcess(voice: string): Promise<SampledVoice> {
  const host = await loadInProcess(flite);
  const spoken: Float32Array[] = [];
  let sampleRate = 0;
  for (const params of samplingRequests('en', 'en-US')) {
    const utterance = (await host.call('synthesize', { ...params, voice })) as Utterance;
    spoken.push(utterance.samples);
    sampleRate = utterance.sampleRate;
  }
  const sampled = sampleVoice(joinArrays(spoken), sampleRate);
  if (!sampled) throw new TypeError(`The voice ${voice} has no pitch to measure.`);
  return sampled;
}
