import { seededRandom } from './seeded-random.ts';

/** Position or size, metres along the three axes. */
export type Metres = readonly [number, number, number];

/** A box-shaped room, somebody who speaks in it and a microphone. */
export interface ShoeboxRoom {
  readonly size: Metres;
  readonly source: Metres;
  readonly microphone: Metres;
  /** Seconds in which the sound falls by 60 dB; all walls reflect alike. */
  readonly rt60: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Moves the images a little, so that walls are not perfectly flat. @default 1 */
  readonly seed?: number;
}

const SPEED_OF_SOUND = 343;
/** Most that an image lies farther or nearer than its mirror, metres: against flutter that no real room has. */
const JITTER = 0.05;
/** Half the length of the interpolation between frames. */
const HALF_WIDTH = 16;
const PHASES = 64;

/**
 * Room impulse response by the image-source method (Allen & Berkley 1979, "Image method for efficiently simulating
 * small-room acoustics"), images between frames and slightly out of place (De Sena, Antonello, Moonen & van Waterschoot
 * 2015), above 100 Hz. Walls reflect so much that the energy decay has the slope asked for, which the formulas of Sabine and
 * Eyring miss by far in rooms with a low ceiling. It lasts 1.1 times the RT60.
 */
export function imageSourceResponse(room: ShoeboxRoom): Float32Array {
  const { sampleRate, rt60 } = room;
  const response = new Float32Array(Math.round(1.1 * rt60 * sampleRate));
  const reflection = reflectionFor(room);
  const interpolation = interpolationTable();
  visitImages(room, (metres, order) => {
    const frame = (metres / SPEED_OF_SOUND) * sampleRate;
    const whole = Math.floor(frame);
    const row = Math.round((frame - whole) * PHASES) * 2 * HALF_WIDTH;
    const level = reflection ** order / Math.max(metres, 0.1);
    for (let tap = 0; tap < 2 * HALF_WIDTH; tap++) {
      const at = whole + tap - HALF_WIDTH + 1;
      if (at >= 0) response[at] = (response[at] ?? 0) + level * (interpolation[row + tap] ?? 0);
    }
  });
  return highPass(response, sampleRate);
}

/** Calls back with each image's distance in metres and the walls its sound has met, within 1.1 times the RT60. */
function visitImages(room: ShoeboxRoom, visit: (metres: number, order: number) => void): void {
  const reach = 1.1 * room.rt60 * SPEED_OF_SOUND;
  const random = seededRandom(room.seed ?? 1);
  const [alongX, alongY, alongZ] = [0, 1, 2].map((axis) => imagesAlong(room, axis, reach));
  for (const x of alongX ?? []) {
    for (const y of alongY ?? []) {
      const square = x.offset ** 2 + y.offset ** 2;
      if (square > reach ** 2) continue;
      for (const z of alongZ ?? []) {
        const order = x.order + y.order + z.order;
        const metres = Math.sqrt(square + z.offset ** 2) + (order > 0 ? JITTER * (2 * random() - 1) : 0);
        if (metres < reach) visit(Math.max(0, metres), order);
      }
    }
  }
}

function imagesAlong(room: ShoeboxRoom, axis: number, reach: number): Array<{ offset: number; order: number }> {
  const [size, source, microphone] = [room.size[axis] ?? 1, room.source[axis] ?? 0, room.microphone[axis] ?? 0];
  const most = Math.ceil(reach / (2 * size)) + 1;
  return Array.from({ length: 2 * most + 1 }, (_, index) => index - most).flatMap((turn) => [
    { offset: 2 * turn * size + source - microphone, order: 2 * Math.abs(turn) },
    { offset: 2 * turn * size - source - microphone, order: Math.abs(turn - 1) + Math.abs(turn) },
  ]);
}

const DECAY_BINS = 100;

/** Finds the walls' reflection at which the sound falls as fast as asked, from the energy by time and order of reflection. */
function reflectionFor(room: ShoeboxRoom): number {
  const seconds = 1.1 * room.rt60;
  const energies = Array.from({ length: DECAY_BINS }, () => new Map<number, number>());
  visitImages(room, (metres, order) => {
    const bin = energies[Math.min(DECAY_BINS - 1, Math.floor((metres / SPEED_OF_SOUND / seconds) * DECAY_BINS))];
    bin?.set(order, (bin.get(order) ?? 0) + 1 / Math.max(metres, 0.1) ** 2);
  });
  let [low, high] = [0, 1];
  for (let round = 0; round < 20; round++) {
    const reflection = (low + high) / 2;
    const levels = energies.map((orders) => {
      let energy = 0;
      for (const [order, value] of orders) energy += value * reflection ** (2 * order);
      return 10 * Math.log10(energy + 1e-30);
    });
    if (decibelsPerBin(levels) * (DECAY_BINS / 1.1) < -60) low = reflection;
    else high = reflection;
  }
  return (low + high) / 2;
}

/** Slope of the middle of a decay, by least squares. */
function decibelsPerBin(levels: readonly number[]): number {
  const [from, to] = [Math.round(0.08 * levels.length), Math.round(0.6 * levels.length)];
  const middle = (from + to - 1) / 2;
  let product = 0;
  let square = 0;
  for (let bin = from; bin < to; bin++) {
    product += (bin - middle) * (levels[bin] ?? 0);
    square += (bin - middle) ** 2;
  }
  return product / square;
}

function interpolationTable(): Float32Array {
  const taps = 2 * HALF_WIDTH;
  return Float32Array.from({ length: (PHASES + 1) * taps }, (_, index) => {
    const distance = (index % taps) - HALF_WIDTH + 1 - Math.floor(index / taps) / PHASES;
    const window = Math.abs(distance) < HALF_WIDTH ? 0.5 + 0.5 * Math.cos((Math.PI * distance) / HALF_WIDTH) : 0;
    return distance === 0 ? 1 : (window * Math.sin(Math.PI * distance)) / (Math.PI * distance);
  });
}

/** Takes away what lies below 100 Hz: all images push the same way, which no loudspeaker does. Second order, Butterworth. */
function highPass(response: Float32Array, sampleRate: number): Float32Array {
  const angle = (2 * Math.PI * 100) / sampleRate;
  const alpha = Math.sin(angle) / Math.SQRT2;
  const scale = 1 / (1 + alpha);
  const [b, a1, a2] = [((1 + Math.cos(angle)) / 2) * scale, -2 * Math.cos(angle) * scale, (1 - alpha) * scale];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return response.map((x) => {
    const y = b * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}
