/** An echo. */
export interface Echo {
  /** Seconds. */
  readonly delay: number;
  /** Of the first repeat, linear. */
  readonly gain: number;
  /** How often it comes back, each time fainter by the gain. @default 1 */
  readonly repeats?: number;
}

/** Impulse response of the sound itself and its echoes, between frames where the delay is: a short windowed sinc. */
export function echoResponse(echoes: readonly Echo[], sampleRate: number): Float32Array {
  const last = Math.max(...echoes.map(({ delay, repeats = 1 }) => delay * repeats));
  const response = new Float32Array(Math.ceil(last * sampleRate) + HALF_WIDTH + 1);
  response[0] = 1;
  for (const { delay, gain, repeats = 1 } of echoes) {
    for (let repeat = 1; repeat <= repeats; repeat++) addImpulse(response, repeat * delay * sampleRate, gain ** repeat);
  }
  return response;
}

const HALF_WIDTH = 16;

function addImpulse(response: Float32Array, at: number, gain: number): void {
  const middle = Math.round(at);
  for (let frame = middle - HALF_WIDTH; frame <= middle + HALF_WIDTH; frame++) {
    const distance = frame - at;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (HALF_WIDTH + 1));
    const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
    response[frame] = (response[frame] ?? 0) + gain * window * sinc;
  }
}
