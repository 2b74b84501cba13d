/** A run of windows, and what was measured in each: one row of bands after the other, all channels added up. */
export interface FrameSegment {
  /** How many windows have been written. */
  frames: number;
  /** What came in. */
  readonly power: Float32Array;
  /** What the guide takes for voice. */
  readonly voice: Float32Array;
  /** What lies between the two. */
  readonly residue: Float32Array;
  /** How much a window counts for the power of pauses, and its power times that. */
  readonly pauseWeight: Float32Array;
  readonly pausePower: Float32Array;
  /** The same with the weights divided by the power around. */
  readonly quietWeight: Float32Array;
  readonly quietPower: Float32Array;
  /** Least power that was reached in the segment, averaged for a while; one row. */
  readonly floor: Float32Array;
}

export function createSegment(capacity: number, bands: number): FrameSegment {
  const rows = () => new Float32Array(capacity * bands);
  return {
    frames: 0,
    power: rows(),
    voice: rows(),
    residue: rows(),
    pauseWeight: rows(),
    pausePower: rows(),
    quietWeight: rows(),
    quietPower: rows(),
    floor: new Float32Array(bands).fill(Number.POSITIVE_INFINITY),
  };
}

/** Makes a segment ready to be written again. */
export function clearSegment(segment: FrameSegment): void {
  segment.frames = 0;
  segment.floor.fill(Number.POSITIVE_INFINITY);
}
