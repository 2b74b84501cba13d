import { joinArrays } from '../../../audio/join-arrays.ts';
import type { Stage } from '../stage.ts';

/** Sends one channel through a stage, in blocks. */
export function runStage(stage: Stage, input: Float32Array, blockFrames = 4096): Float32Array {
  const parts: Float32Array[] = [];
  for (let start = 0; start < input.length; start += blockFrames) {
    parts.push(...stage.push([input.subarray(start, start + blockFrames)]));
  }
  return joinArrays([...parts, ...stage.flush()]);
}
