import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REPLY, TRANSLATION } from '../../../scripts/browser/potoo-process.ts';
import { pocketsphinx } from '../../../scripts/setup/pocketsphinx.ts';
import { ROOT } from '../../../scripts/source-files.ts';
import { accessibilityProblems } from './fixtures/check-accessibility.ts';
import { missing, openPlayground, type Playground } from './fixtures/open-playground.ts';

const SPEECH = path.join(ROOT, 'packages/core/src/controllers/__fixtures__/microphone.wav');
const DESK = { width: 1280, height: 860 };

describe.skipIf(missing)(`what takes a language model${missing ? ` (${missing})` : ''}`, () => {
  let playground: Playground;
  beforeAll(async () => {
    // Somebody says one sentence into the microphone, and then nothing more.
    playground = await openPlayground(DESK, [`--use-file-for-fake-audio-capture=${SPEECH}%noloop`]);
  });
  afterAll(() => playground?.close());
  beforeEach(() => {
    playground.complaints.length = 0;
  });

  it('answers what is written, and shows the two sides apart', async () => {
    const { page, url, complaints } = playground;
    await page.goto(`${url}/talk`);
    await page.getByPlaceholder('Write instead').fill('What do potoos eat?');
    await page.keyboard.press('Enter');
    const messages = page.locator('[data-potoo="conversation-message"]');
    await messages.getByText(REPLY).waitFor();
    const [said, reply] = await Promise.all([messages.nth(0).boundingBox(), messages.nth(1).boundingBox()]);
    expect(said?.x).toBeGreaterThan(reply?.x ?? Number.POSITIVE_INFINITY);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.skipIf(!pocketsphinx.isInstalled())('hears the end of what is said, and answers it aloud', async () => {
    const { page, url, complaints } = playground;
    await page.goto(`${url}/talk`);
    await page.getByRole('button', { name: 'Talk', exact: true }).click();
    const messages = page.locator('[data-potoo="conversation-message"]');
    await messages.getByText(REPLY).waitFor();
    expect(await messages.nth(0).textContent()).toMatch(/[a-z]{3}/);
    await page.getByRole('button', { name: 'Stop the reply' }).waitFor();
    await page.getByText('Listening', { exact: true }).waitFor();
    expect(await messages.count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it.skipIf(!pocketsphinx.isInstalled())('says a recording in another language, and shows both texts', async () => {
    const { page, url, complaints } = playground;
    await page.goto(`${url}/translate`);
    await page.locator('input[type="file"]').first().setInputFiles(SPEECH);
    await page.getByRole('button', { name: 'Translate', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.locator('blockquote[lang="es"]').getByText(TRANSLATION).waitFor();
    expect(await result.locator('blockquote[lang="en"]').textContent()).toMatch(/[a-z]{3}/);
    await result.locator('[data-potoo="spectrogram"][data-state="ready"]').nth(1).waitFor();
    await result.getByRole('button', { name: 'Play' }).click();
    await result.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
