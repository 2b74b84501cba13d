const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the unit that fits: `1.2 GB`, `340 MB`. Units are decimal, as disks are sold. */
export function describeBytes(bytes: number): string {
  const place = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const amount = bytes / 1000 ** place;
  const digits = place > 0 && amount < 10 ? 1 : 0;
  return `${amount.toLocaleString('en', { maximumFractionDigits: digits })} ${UNITS[place]}`;
}
