/** Writes media time as a clock: `0:05`, `12:34`, `1:02:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Makes a function that writes media time as it is spoken, such as `1 minute 5 seconds`. */
export function spokenTimeIn(locale: string): (seconds: number) => string {
  const unit = (name: string) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const units = [unit('hour'), unit('minute'), unit('second')] as const;
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  return (seconds) => {
    const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const spoken = parts.flatMap((value, index) => {
      const last = index === 2 && whole === 0;
      return value > 0 || last ? [units[index as 0 | 1 | 2].format(value)] : [];
    });
    return list.format(spoken);
  };
}
