/**
 * Takes a picture of stories in every look, to look at: `node scripts/take-pictures.ts FOLDER [all] [LOOK…]`. Without `all`,
 * one story of each component. What is kept of them is compared by `check-pictures.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { serveFolder } from '../../../scripts/fixture-apps/serve-folder.ts';
import { launchChromium } from './pictures/launch-chromium.ts';
import { photograph } from './pictures/story-camera.ts';
import { allStories, LOOKS, SITE, shownStories } from './story-pages.ts';

const [folder = 'pictures', ...wishes] = process.argv.slice(2);
const ids = wishes.includes('all') ? allStories() : shownStories();
const looks = Object.entries(LOOKS).filter(
  ([name]) => wishes.every((wish) => !(wish in LOOKS)) || wishes.includes(name),
);

const browser = await launchChromium();
await using site = await serveFolder(SITE);
mkdirSync(folder, { recursive: true });
for (const [name, look] of looks) {
  for await (const { id, png } of photograph(browser, site.url, look, ids)) {
    writeFileSync(path.join(folder, `${id.replace('components-', '')}.${name}.png`), png);
  }
}
await browser.close();
