/**
 * Holds every component, in every look, to the picture of it that is kept in `pictures/`. The site has to be built.
 * `-- --write` keeps pictures of now instead. Pictures that differ are left in `.pictures/`, to be looked at.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { serveFolder } from '../../../scripts/fixture-apps/serve-folder.ts';
import { launchChromium } from './pictures/launch-chromium.ts';
import { compareMosaics } from './pictures/mosaic.ts';
import { openPictureDesk } from './pictures/picture-desk.ts';
import { photograph } from './pictures/story-camera.ts';
import { LOOKS, SITE, shownStories } from './story-pages.ts';

const KEPT = path.join(import.meta.dirname, '..', 'pictures');
const FAILED = path.join(import.meta.dirname, '..', '.pictures');
/** Largest share of a picture that may look otherwise: another Chromium draws letters elsewhere. */
const MOST_DIFFERENT = 0.005;

const keepsNew = process.argv.includes('--write');
// Flags for Chromium, to see what comparing bears: `-- --font-render-hinting=none`.
const flags = process.argv.slice(2).filter((word) => word.startsWith('--') && word !== '--write');
const browser = await launchChromium(flags);
await using site = await serveFolder(SITE);
const desk = await openPictureDesk(browser);
const ids = shownStories();
rmSync(keepsNew ? KEPT : FAILED, { recursive: true, force: true });

const problems: string[] = [];
let largest = 0;
for (const [name, look] of Object.entries(LOOKS)) {
  for await (const { id, png } of photograph(browser, site.url, look, ids)) {
    const file = path.join(name, `${id.replace('components-', '')}.webp`);
    if (keepsNew) write(KEPT, file, await desk.halve(png));
    else await compare(file, png);
  }
}
await browser.close();

console.log(`pictures: ${ids.length * Object.keys(LOOKS).length}, differing by ${percent(largest)} at most`);
for (const problem of problems) console.error(`pictures: ${problem}`);
if (problems.length > 0) process.exitCode = 1;

async function compare(file: string, png: Buffer): Promise<void> {
  const kept = path.join(KEPT, file);
  if (!existsSync(kept)) {
    problems.push(`there is none of ${file} to compare with: look at it, and keep it with --write`);
    return;
  }
  // Halved as well: keeping a picture takes colour from thin bars on black.
  const now = await desk.mosaic(await desk.halve(png));
  const { share, box } = compareMosaics(await desk.mosaic(readFileSync(kept)), now);
  largest = Math.max(largest, share);
  if (share <= MOST_DIFFERENT) return;
  write(FAILED, file.replace('.webp', '.png'), png);
  problems.push(`${percent(share)} of ${file} looks otherwise, around ${JSON.stringify(box)}`);
}

function write(folder: string, file: string, picture: Buffer): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), picture);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
