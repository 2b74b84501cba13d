/** Lowest pitch that is looked for, hertz: a low male voice. */
export const LOWEST_PITCH = 75;

/** Steps of the pitch scale an octave: 20 cents each. */
const STEPS_PER_OCTAVE = 60;

/** Steps of the scale: up to 1068 Hz, about the C two octaves above middle C. */
export const PITCH_STEPS = 230;

/** Pitch of a step, hertz. */
export function pitchOfStep(step: number): number {
  return LOWEST_PITCH * 2 ** (step / STEPS_PER_OCTAVE);
}

/** Place of a frequency on the scale, between steps too. */
export function stepOfPitch(hertz: number): number {
  return STEPS_PER_OCTAVE * Math.log2(hertz / LOWEST_PITCH);
}
