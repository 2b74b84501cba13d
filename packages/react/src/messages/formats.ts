import type { Messages } from './messages.ts';
import { spokenTimeIn } from './time-format.ts';

/** The messages that a locale's own rules write. */
export type LocaleFormats = Pick<Messages, 'locale' | 'spokenTime' | 'number' | 'percent' | 'fileSize'>;

const MEGABYTE = 1024 * 1024;

/** Makes what writes times, numbers and sizes in a locale. */
export function formatsIn(locale: string): LocaleFormats {
  const numbers = new Map<number, Intl.NumberFormat>();
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 });
  const megabytes = unit('megabyte');
  const kilobytes = unit('kilobyte');
  return {
    locale,
    spokenTime: spokenTimeIn(locale),
    number: (value, digits) => {
      const format = numbers.get(digits) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
      numbers.set(digits, format);
      return format.format(value);
    },
    percent: (share) => percents.format(share),
    fileSize: (bytes) =>
      bytes >= MEGABYTE / 2 ? megabytes.format(bytes / MEGABYTE) : kilobytes.format(Math.ceil(bytes / 1024)),
  };
}
