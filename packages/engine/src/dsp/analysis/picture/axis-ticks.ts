/** A place on an axis, and what is written there. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

const TIME_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
];
const FREQUENCIES = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
const LEVELS = [1, 2, 5];

/** Times, no more than so many: seconds up to a minute, `m:ss` and `h:mm:ss` beyond. */
export function timeTicks(seconds: number, most: number): Tick[] {
  const step = TIME_STEPS.find((candidate) => seconds / candidate <= most) ?? seconds;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step)));
  const label = (time: number) => (seconds < 60 ? `${time.toFixed(decimals)} s` : clock(time));
  return Array.from({ length: Math.floor(seconds / step + 1e-6) + 1 }, (_, index) => index * step).map((value) => ({
    value,
    label: label(value),
  }));
}

/** Round frequencies below a limit, hertz. */
export function frequencyTicks(below: number): Tick[] {
  return FREQUENCIES.filter((value) => value < below).map((value) => ({
    value,
    label: value < 1000 ? `${value}` : `${value / 1000}k`,
  }));
}

/** The round value that is just above a peak, for the ends of a waveform's axis; 1 for silence. */
export function roundAbove(peak: number): number {
  if (!(peak > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(peak));
  return (LEVELS.find((level) => level * decade >= peak * 0.9999) ?? 10) * decade;
}

function clock(time: number): string {
  const whole = Math.round(time);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(seconds)}` : `${minutes}:${padded(seconds)}`;
}
