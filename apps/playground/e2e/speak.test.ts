import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './fixtures/check-accessibility.ts';
import { missing, openPlayground, type Playground } from './fixtures/open-playground.ts';

describe.skipIf(missing)(`speaking on the page${missing ? ` (${missing})` : ''}`, () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await openPlayground();
  });
  afterAll(() => playground?.close());
  beforeEach(async () => {
    playground.complaints.length = 0;
    await playground.page.goto(playground.url);
    await playground.page.getByText('potoo engine').waitFor();
  });

  it('lights each word as it sounds, and tells who spoke', async () => {
    const { page, complaints } = playground;
    await page.getByRole('textbox', { name: 'Text' }).fill('One <b>potoo</b> sings.');
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    const speech = page.getByRole('region', { name: 'Speech' });
    await speech.locator('[data-word][aria-current="true"]').first().waitFor();
    const spoken = speech.locator('[data-potoo="speech-player-text"]');
    expect(await spoken.textContent()).toContain('One <b>potoo</b> sings.');
    await speech.getByText('flite/slt').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('saves the speech in another format', async () => {
    const { page, complaints } = playground;
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    const speech = page.getByRole('region', { name: 'Speech' });
    await speech.getByRole('combobox', { name: 'Format' }).selectOption('flac');
    const download = page.waitForEvent('download');
    await speech.getByRole('button', { name: 'Save', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('potoo.flac');
    const bytes: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) bytes.push(chunk);
    expect(Buffer.concat(bytes).toString('latin1', 0, 4)).toBe('fLaC');
    expect(complaints).toEqual([]);
  });

  it('speaks in the voice that was picked, and keeps it for the next visit', async () => {
    const { page, complaints } = playground;
    await page.getByRole('button', { name: /^Voice/ }).click();
    await page.keyboard.type('rms');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    await page.getByRole('region', { name: 'Speech' }).getByText('flite/rms').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Voice: rms/i }).waitFor();
    await page.getByRole('button', { name: 'Clear the voice' }).click();
    await page.getByRole('button', { name: /^Voice: rms/i }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
