import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pocketsphinx } from '../../../scripts/setup/pocketsphinx.ts';
import { ROOT } from '../../../scripts/source-files.ts';
import { accessibilityProblems } from './fixtures/check-accessibility.ts';
import { missing, openPlayground, type Playground } from './fixtures/open-playground.ts';
import { quietestLevel } from './fixtures/quietest-level.ts';

const SPEECH = path.join(ROOT, 'packages/core/src/controllers/__fixtures__/microphone.wav');

describe.skipIf(missing)(`the tools of the page${missing ? ` (${missing})` : ''}`, () => {
  let playground: Playground;
  const open = async (tool: string): Promise<Page> => {
    await playground.page.goto(`${playground.url}/${tool}`);
    await playground.page.getByRole('heading', { level: 1 }).waitFor();
    return playground.page;
  };
  const choose = (file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
    playground.page.locator('input[type="file"]').first().setInputFiles(file);

  beforeAll(async () => {
    playground = await openPlayground();
  });
  afterAll(() => playground?.close());
  beforeEach(() => {
    playground.complaints.length = 0;
  });

  it.skipIf(!pocketsphinx.isInstalled())('writes a file down, follows it, and saves subtitles', async () => {
    const page = await open('listen');
    await choose(SPEECH);
    await page.getByRole('button', { name: 'Write it down' }).click();
    const transcript = page.getByRole('region', { name: 'Transcript of the recording' });
    await transcript.locator('[data-word]').first().waitFor();
    await transcript.getByRole('button', { name: 'Play' }).click();
    await transcript.locator('[data-word][aria-current="true"]').first().waitFor();
    const download = page.waitForEvent('download');
    await transcript.getByRole('button', { name: 'Save as SRT' }).click();
    const subtitles = await readFile(await (await download).path(), 'utf8');
    expect(subtitles).toMatch(/^1\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\n\w/);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(playground.complaints).toEqual([]);
  });

  it('takes noise away by keys alone, and shows and plays before and after', async () => {
    const page = await open('enhance');
    const focused = page.locator(':focus');
    await page.getByRole('button', { name: 'Speech in noise' }).press('Enter');
    await page.getByRole('heading', { name: 'noisy.wav' }).waitFor();
    // What was pressed is gone: the focus stays with what came in its place.
    await focused.and(page.getByRole('button', { name: 'Use another' })).waitFor();
    await page.getByRole('button', { name: 'Enhance', exact: true }).press('Enter');
    const result = page.getByRole('region', { name: 'Result' });
    await result.waitFor();
    await focused.and(page.getByRole('button', { name: 'Enhance', exact: true })).waitFor();
    await result.locator('[data-potoo="spectrogram"][data-state="ready"]').nth(1).waitFor();
    const compare = result.getByRole('region', { name: 'Before and after' });
    await compare.getByRole('button', { name: 'Play' }).click();
    await compare.getByRole('button', { name: 'Pause' }).waitFor();
    await compare.getByRole('radio', { name: 'Before' }).check();
    await compare.locator('[data-heard]').getByText('Before').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await result.getByRole('combobox', { name: 'Format' }).selectOption('wav');
    const download = page.waitForEvent('download');
    await result.getByRole('button', { name: 'Save', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('noisy-enhanced.wav');
    // Hiss and hum of the sample have a level of 0.03.
    expect(quietestLevel(await readFile(await file.path()))).toBeLessThan(0.01);
    expect(playground.complaints).toEqual([]);
  });

  it('keeps the recording from tool to tool', async () => {
    const page = await open('convert');
    await choose(SPEECH);
    await page.getByRole('button', { name: 'Convert to MP3' }).click();
    await page.getByRole('button', { name: 'Save microphone.mp3' }).waitFor();
    await page.getByRole('link', { name: 'Enhance', exact: true }).click();
    await page.getByRole('heading', { name: 'microphone.wav' }).waitFor();
    expect(playground.complaints).toEqual([]);
  });

  it('says what is wrong with a file, and what to do', async () => {
    const page = await open('analyze');
    await choose({ name: 'not.wav', mimeType: 'audio/wav', buffer: Buffer.from('no sound at all'.repeat(99)) });
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect((await alert.textContent())?.length).toBeGreaterThan(40);
    expect(await accessibilityProblems(page)).toEqual([]);
    // Chromium itself tells of the answer's status.
    expect(playground.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
  });

  it('hands a batch in, follows it to its end, and has its files', async () => {
    const page = await open('jobs');
    await page.getByLabel('One file for each line').fill('One.\nTwo.');
    await page.getByRole('button', { name: 'Hand it in' }).click();
    const job = page.locator('.job-list > li').first();
    await job.getByText('Done', { exact: true }).first().waitFor();
    expect(await job.getByRole('link').count()).toBeGreaterThanOrEqual(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(playground.complaints).toEqual([]);
  });
});
