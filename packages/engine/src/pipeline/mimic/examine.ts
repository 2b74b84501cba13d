import type { ToolParams } from '../../backends/contract.ts';
import { mimic } from '../../backends/mimic/mimic.ts';
import type { ExaminedReference } from '../../dsp/mimic/examine-reference.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import type { EngineCall } from '../engine-call.ts';
import { type JudgedReference, judgeReference } from './judge-reference.ts';
import type { Reference } from './open-reference.ts';

/** Measures the voice of a recording, in a host. @throws {BadRequestError} `unsuitable_reference`. */
export async function examine(
  { pcm, duration }: Reference,
  { pools, signal, lane }: EngineCall,
): Promise<JudgedReference> {
  const { path, sampleRate, channels, frames } = pcm;
  const params: ToolParams = { audio: { path, sampleRate, channels, frames }, model: 'mimic', options: {} };
  const examined = await retryCrashed(signal, () =>
    pools.for(mimic).run<ExaminedReference>('examine', params, { signal, lane }),
  );
  return judgeReference(examined, duration);
}
