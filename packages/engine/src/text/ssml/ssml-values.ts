import type { Prosody } from '../contract.ts';
import type { WarningList } from '../warning-list.ts';

const RATES: Readonly<Record<string, number>> = {
  'x-slow': 0.5,
  slow: 0.75,
  medium: 1,
  default: 1,
  fast: 1.25,
  'x-fast': 1.75,
};
const PITCHES: Readonly<Record<string, number>> = {
  'x-low': 0.7,
  low: 0.85,
  medium: 1,
  default: 1,
  high: 1.18,
  'x-high': 1.4,
};
const VOLUMES: Readonly<Record<string, number>> = {
  silent: -96,
  'x-soft': -12,
  soft: -6,
  medium: 0,
  default: 0,
  loud: 6,
  'x-loud': 12,
};
const EMPHASES: Readonly<Record<string, Prosody>> = {
  strong: { rate: 0.88, pitch: 1.1, volumeDb: 3 },
  moderate: { rate: 0.94, pitch: 1.05, volumeDb: 1.5 },
  reduced: { rate: 1.06, pitch: 0.97, volumeDb: -2 },
  none: { rate: 1, pitch: 1, volumeDb: 0 },
};
/** Seconds, by the strength of a break. */
const BREAKS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0.1,
  weak: 0.25,
  medium: 0.5,
  strong: 1,
  'x-strong': 1.5,
};

const RATE = { least: 0.25, most: 4 };
const PITCH = { least: 0.5, most: 2 };
const VOLUME = { least: -96, most: 24 };

/** What `<prosody>` asks for, on top of what is around it. */
export function prosodyOf(attributes: ReadonlyMap<string, string>, around: Prosody, warnings: WarningList): Prosody {
  for (const name of attributes.keys()) {
    if (!['rate', 'pitch', 'volume'].includes(name)) warnings.unsupported(`<prosody ${name}> is not supported.`);
  }
  const read = (name: string, parse: (value: string) => number | undefined): number | undefined => {
    const value = attributes.get(name)?.trim().toLowerCase();
    const parsed = value === undefined ? undefined : parse(value);
    if (value !== undefined && parsed === undefined) {
      warnings.unsupported(`<prosody ${name}="${value.slice(0, 40)}"> is not understood and was left out.`);
    }
    return parsed;
  };
  const clamp = (value: number, { least, most }: { least: number; most: number }, name: string): number => {
    const within = Math.min(most, Math.max(least, value));
    if (Math.abs(within - value) > 1e-9) warnings.other(`A ${name} beyond ${least} to ${most} was cut to it.`);
    return within;
  };
  return {
    rate: clamp(around.rate * (read('rate', rateFactor) ?? 1), RATE, 'rate'),
    pitch: clamp(around.pitch * (read('pitch', pitchFactor) ?? 1), PITCH, 'pitch'),
    volumeDb: clamp(around.volumeDb + (read('volume', volumeDecibels) ?? 0), VOLUME, 'volume'),
  };
}

/** `slow`, `1.2`, `80%`, `+20%`. */
function rateFactor(value: string): number | undefined {
  return RATES[value] ?? percentFactor(value) ?? positive(/^(\d+(?:\.\d+)?|\.\d+)$/.exec(value)?.[1]);
}

/** `high`, `+10%`, `-2st`, `120%`. */
function pitchFactor(value: string): number | undefined {
  const semitones = /^([+-]?\d+(?:\.\d+)?)st$/.exec(value)?.[1];
  return (
    PITCHES[value] ?? percentFactor(value) ?? (semitones === undefined ? undefined : 2 ** (Number(semitones) / 12))
  );
}

/** `loud`, `+6dB`, `-20%`, and from 0 to 100 as SSML 1.0 has it. */
function volumeDecibels(value: string): number | undefined {
  const decibels = /^([+-]?\d+(?:\.\d+)?)db$/.exec(value)?.[1];
  if (decibels !== undefined) return Number(decibels);
  if (Object.hasOwn(VOLUMES, value)) return VOLUMES[value];
  const level = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) / 100 : percentFactor(value);
  return level === undefined ? undefined : Math.max(VOLUME.least, 20 * Math.log10(level));
}

/** A signed percentage changes; one without a sign is of the whole. */
function percentFactor(value: string): number | undefined {
  const match = /^([+-]?)(\d+(?:\.\d+)?)%$/.exec(value);
  if (!match) return undefined;
  const share = Number(match[2]) / 100;
  if (match[1] === '') return positive(String(share));
  return positive(String(1 + (match[1] === '-' ? -share : share)));
}

function positive(value: string | undefined): number | undefined {
  const number = Number(value);
  return number > 0 ? number : undefined;
}

/** What `<emphasis>` does to the manner around it. */
export function emphasisOf(level: string, around: Prosody, warnings: WarningList): Prosody {
  const change = Object.hasOwn(EMPHASES, level) ? EMPHASES[level] : undefined;
  if (!change) {
    warnings.unsupported(`<emphasis level="${level.slice(0, 40)}"> is not known and was left out.`);
    return around;
  }
  return {
    rate: Math.max(RATE.least, Math.min(RATE.most, around.rate * change.rate)),
    pitch: Math.max(PITCH.least, Math.min(PITCH.most, around.pitch * change.pitch)),
    volumeDb: Math.max(VOLUME.least, Math.min(VOLUME.most, around.volumeDb + change.volumeDb)),
  };
}

/** Seconds that `<break>` asks for. */
export function breakSeconds(attributes: ReadonlyMap<string, string>, warnings: WarningList): number {
  const time = attributes.get('time')?.trim();
  const match = /^\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(ms|s)$/i.exec(time ?? '');
  if (match) return Number(match[1]) / (match[2]?.toLowerCase() === 'ms' ? 1000 : 1);
  if (time !== undefined) warnings.unsupported(`<break time="${time.slice(0, 40)}"> is no time such as 500ms or 1.5s.`);
  const strength = attributes.get('strength') ?? 'medium';
  if (Object.hasOwn(BREAKS, strength)) return BREAKS[strength] ?? 0;
  warnings.unsupported(`<break strength="${strength.slice(0, 40)}"> is not known.`);
  return BREAKS['medium'] ?? 0;
}

/** A language tag of markup in its canonical form; `undefined`, with a warning, if it is none. */
export function languageOf(tag: string, warnings: WarningList): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    if (canonical !== undefined) return canonical;
  } catch {
    // Told below.
  }
  warnings.unsupported(`xml:lang="${tag.slice(0, 40)}" is not a language tag and was left out.`);
  return undefined;
}
