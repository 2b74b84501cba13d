import type { Stage } from '../stage.ts';

/** Sends one channel through a stage, in blocks. */
export function runStage(stage: Stage, input: Float32Array, blockFrames = 4096): Float32Array {
  const parts: Float32Array[] = [];
  for (let start = 0; start < input.length; start += blockFrames) {
    parts.push(...stage.push([input.subarray(start, start + blockFrames)]));
  }
  parts.push(...stage.flush());
  const output = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    output.set(part, at);
    at += part.length;
  }
  return output;
}
