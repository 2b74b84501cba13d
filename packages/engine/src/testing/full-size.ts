import process from 'node:process';

/** Whether tests of reliability run at their full size, which takes minutes: `POTOO_FULL_SIZE=1`. */
export const FULL_SIZE = process.env['POTOO_FULL_SIZE'] === '1';

/** How often a test does something: usually, and at its full size. */
export function sized(usual: number, full: number): number {
  return FULL_SIZE ? full : usual;
}

/** Tells a figure that a test has measured, where it runs at its full size. */
export function tellFigure(what: string, figures: Readonly<Record<string, number | string>>): void {
  if (!FULL_SIZE) return;
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stderr.write(`figure: ${what}: ${told.join(', ')}\n`);
}
