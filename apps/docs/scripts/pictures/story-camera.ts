import type { Browser, Page } from 'playwright-core';
import { type Look, storyAddress } from '../story-pages.ts';

/** A picture of a story, as PNG, one pixel for each CSS pixel. */
export interface StoryPicture {
  readonly id: string;
  readonly png: Buffer;
}

/** How long a page of a busy machine may take for one step. */
const PATIENCE_MS = 240_000;

/** Takes pictures of stories in one look, one after the other in one page, each as it stands when it has been played. */
export async function* photograph(
  browser: Browser,
  origin: string,
  look: Look,
  ids: readonly string[],
): AsyncGenerator<StoryPicture> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    reducedMotion: 'reduce',
    colorScheme: look.theme,
    ...(look.forcedColors && { forcedColors: 'active' as const }),
    ...(look.touch && { hasTouch: true, isMobile: true }),
  });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    for (const [index, id] of ids.entries()) {
      // A page takes seconds to begin; Storybook changes the story in a moment.
      if (index === 0) await page.goto(storyAddress(origin, id, look));
      else await changeStory(page, id);
      await page.waitForFunction(isFinished, id);
      await page.evaluate('document.fonts.ready');
      await page.waitForLoadState('networkidle');
      // What is measured, as the bars of a waveform, is drawn in the frame after.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      yield { id, png: await page.screenshot({ animations: 'disabled', caret: 'hide' }) };
    }
  } finally {
    await context.close();
  }
}

interface Preview {
  readonly currentRender?: { readonly id: string; readonly phase: string };
  readonly channel: { emit(event: string, payload: object): void };
}

async function changeStory(page: Page, id: string): Promise<void> {
  await page.evaluate((storyId) => {
    const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as { __STORYBOOK_PREVIEW__: Preview };
    preview.channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
  }, id);
}

/** Runs in the page: whether a story has been rendered and played, well or not. */
function isFinished(id: string): boolean {
  const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as { __STORYBOOK_PREVIEW__?: Preview };
  const render = preview?.currentRender;
  return render?.id === id && ['finished', 'errored', 'aborted'].includes(render.phase);
}
