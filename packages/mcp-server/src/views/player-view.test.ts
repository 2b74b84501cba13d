import { existsSync } from 'node:fs';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ShownView, showView } from '../__fixtures__/app-host.ts';
import { inProcessServer } from '../__fixtures__/in-process-server.ts';
import { newHost, type TestHost } from '../__fixtures__/test-host.ts';
import { PLAYER_VIEW } from './player-view.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM_PATH'] ?? CANDIDATES.find((path) => existsSync(path));
const FLAGS = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
/** A machine that does other things takes its time. */
const SOON = { timeout: 20_000 };
const SPOKEN = { text: 'Good morning. The weather is nice today.', voice: 'slt', format: 'wav', words: true };

const server = await inProcessServer();
const host = await server.connect((transport) => newHost(transport, 'auto'));

async function readView(): Promise<string> {
  const { contents } = await host.client.readResource({ uri: PLAYER_VIEW.uri });
  const [content] = contents;
  if (content === undefined || !('text' in content)) throw new Error('There is no view.');
  expect(content).toMatchObject({ mimeType: 'text/html;profile=mcp-app', _meta: { ui: { csp: {} } } });
  return content.text;
}

describe('the view', () => {
  it('is a resource that the tools it shows name, and is listed', async () => {
    const { tools } = await host.client.listTools();
    const named = tools.filter(
      ({ _meta }) => (_meta?.['ui'] as { resourceUri?: string })?.resourceUri === PLAYER_VIEW.uri,
    );
    expect(named.map(({ name }) => name)).toEqual(['list_voices', 'synthesize']);
    expect((await host.client.listResources()).resources).toContainEqual(
      expect.objectContaining({ uri: PLAYER_VIEW.uri, mimeType: PLAYER_VIEW.mimeType }),
    );
  });

  it('loads nothing from elsewhere', async () => {
    expect(await readView()).not.toMatch(/https?:|<link|\bsrc=|@import|\bfetch\(|XMLHttpRequest|WebSocket/);
  });
});

const title = executablePath ? 'the view in a browser' : 'the view in a browser (skipped: there is no Chromium here)';
describe.skipIf(!executablePath)(title, () => {
  let browser: Browser;
  const failures: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: FLAGS });
  });
  afterAll(() => browser.close());

  async function open(
    abilities: object,
    on: TestHost = host,
  ): Promise<{ page: Page; frame: FrameLocator; view: ShownView }> {
    const page = await browser.newPage({ viewport: { width: 560, height: 340 } });
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
    await page.route('**', (route) => {
      failures.push(`asked for ${route.request().url()}`);
      return route.abort();
    });
    const view = await showView(page, await readView(), on, abilities);
    await expect.poll(() => view.heard.map(({ method }) => method), SOON).toContain('ui/notifications/initialized');
    return { page, frame: page.frameLocator('#view'), view };
  }

  it('reads the audio by its address, and shows words and waveform', async () => {
    const { page, frame, view } = await open({ serverTools: {}, serverResources: {} });
    const result = await host.call('synthesize', SPOKEN);
    await view.result(SPOKEN, result);
    await expect.poll(() => frame.locator('#play').isEnabled(), SOON).toBe(true);
    expect(view.heard).toContainEqual(expect.objectContaining({ method: 'resources/read' }));
    expect(await frame.locator('#words button').allTextContents()).toHaveLength(7);
    const inked = await frame.locator('#wave').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.filter((value, index) => index % 4 === 3 && value > 0).length / (canvas.width * canvas.height);
    });
    expect(inked).toBeGreaterThan(0.05);
    const { duration } = result.structuredContent as { duration: number };
    expect(Number(await frame.locator('#seek').getAttribute('max'))).toBeCloseTo(duration, 1);

    await frame.locator('#words button').nth(3).click();
    await expect.poll(() => frame.locator('#play').getAttribute('aria-label'), SOON).toBe('Pause');
    const { words } = result.structuredContent as { words: Array<{ start: number }> };
    await expect
      .poll(() => frame.locator('#seek').inputValue().then(Number), SOON)
      .toBeGreaterThanOrEqual(words[3]?.start ?? 9);
    await expect.poll(() => frame.locator('#words button[aria-current=true]').count(), SOON).toBeGreaterThan(0);
    const picture = process.env['POTOO_MCP_SCREENSHOT'];
    if (picture !== undefined) await page.screenshot({ path: picture });
    expect(failures).toEqual([]);
    await page.close();
  });

  it('says the text again in a voice that was chosen', async () => {
    const { page, frame, view } = await open({ serverTools: {}, serverResources: {} });
    await view.result(SPOKEN, await host.call('synthesize', SPOKEN));
    await frame.locator('#voice').selectOption('rms');
    await frame.locator('#again').click();
    await expect
      .poll(
        () => view.heard.filter(({ method }) => method === 'tools/call').map(({ params }) => params?.['name']),
        SOON,
      )
      .toEqual(['list_voices', 'synthesize']);
    await expect.poll(() => frame.locator('#play').isEnabled(), { timeout: 10_000 }).toBe(true);
    expect(await frame.locator('#voice').inputValue()).toBe('rms');
    expect(failures).toEqual([]);
    await page.close();
  });

  it('does with the text of a result and audio inside of it, where a host gives no more', async () => {
    const { page, frame, view } = await open({});
    const { content } = await host.call('synthesize', { ...SPOKEN, inline: true });
    await view.result(SPOKEN, { content });
    await expect.poll(() => frame.locator('#play').isEnabled(), SOON).toBe(true);
    expect(view.heard.map(({ method }) => method)).not.toContain('resources/read');
    expect(await frame.locator('#chooser').isVisible()).toBe(false);
    expect(failures).toEqual([]);
    await page.close();
  });

  it('follows the theme of the host, plays faster when asked to, and ends when told to', async () => {
    const { page, frame, view } = await open({ serverResources: {} });
    await view.result(SPOKEN, await host.call('synthesize', SPOKEN));
    await expect.poll(() => frame.locator('#play').isEnabled(), SOON).toBe(true);
    await view.context({ theme: 'dark' });
    await expect.poll(() => frame.locator('html').evaluate(({ style }) => style.colorScheme), SOON).toBe('dark');
    await frame.locator('#speed').selectOption('2');
    await frame.locator('#play').click();
    const pace = await frame.locator('#seek').evaluate(async (seek: HTMLInputElement) => {
      const look = () => ({ position: Number(seek.value), at: performance.now() / 1000 });
      const turn = () => new Promise(requestAnimationFrame);
      while (look().position === 0) await turn();
      const first = look();
      while (look().at < first.at + 0.5) await turn();
      const last = look();
      return (last.position - first.position) / (last.at - first.at);
    });
    expect(pace).toBeGreaterThan(1.4);
    await view.teardown();
    await expect.poll(() => frame.locator('#play').getAttribute('aria-label'), SOON).toBe('Play');
    expect(failures).toEqual([]);
    await page.close();
  });

  it('shows an error as words, not as markup', async () => {
    const { page, frame, view } = await open({});
    await view.result({ text: 'x' }, { isError: true, content: [{ type: 'text', text: '<b>No such voice</b>' }] });
    await expect.poll(() => frame.locator('#status').textContent(), SOON).toBe('<b>No such voice</b>');
    await page.close();
  });
});
