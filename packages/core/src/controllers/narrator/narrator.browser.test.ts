import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { until } from '../__fixtures__/until.ts';
import { Narrator, type NarratorOptions } from './narrator.ts';
import { rangeOf, readPage } from './read-page.ts';

const PAGE = `
  <nav><a>Home</a></nav>
  <article id="story">
    <h1>Two   birds</h1>
    <p>One <em>pot</em>oo
       sits.</p>
    <button>Like</button><script>var x = 1;</script>
    <p aria-hidden="true">Not this.</p>
    <ul><li>It waits.</li></ul>
  </article>`;

let page: HTMLElement;

function makeNarrator(options: Partial<NarratorOptions> = {}): Narrator {
  const narrator = new Narrator({ service: realService(), root: () => page.querySelector('article'), ...options });
  onTestFinished(() => narrator.dispose());
  return narrator;
}

beforeAll(() => click());
beforeEach(() => {
  page = document.createElement('div');
  page.innerHTML = PAGE;
  document.body.append(page);
  return () => page.remove();
});

test('the text of a page is found, without what is not for reading, and every word is found in it again', () => {
  const paragraphs = readPage(page);
  expect(paragraphs.map(({ text }) => text.trim())).toEqual(['Two birds', 'One potoo sits.', 'It waits.']);
  const [, second] = paragraphs;
  const start = second?.text.indexOf('potoo') ?? 0;
  const range = second && rangeOf(second, start, start + 5);
  expect(range?.toString()).toBe('potoo');
  expect(range?.startContainer.parentElement?.tagName).toBe('EM');
});

test('it reads to the end, marks each word, and leaves the page as it was', async () => {
  const before = page.innerHTML;
  const heard: string[] = [];
  const paragraphs: number[] = [];
  const narrator = makeNarrator({
    onWord: (_, range) => {
      heard.push(range.toString());
      expect([...(CSS.highlights.get('potoo-word') ?? [])][0]).toBe(range);
    },
  });
  narrator.subscribe(() => paragraphs.push(narrator.getSnapshot().paragraph));
  await narrator.startAsync();
  expect(heard).toEqual(['Two', 'birds', 'One', 'potoo', 'sits', 'It', 'waits']);
  expect([...new Set(paragraphs)]).toEqual([-1, 0, 1, 2]);
  expect(narrator.getSnapshot()).toMatchObject({ status: 'ended', paragraphs: 3, paragraph: -1, error: null });
  expect(CSS.highlights.has('potoo-word')).toBe(false);
  expect(page.innerHTML).toBe(before);
});

test('it begins where one wants, skips, pauses and stops', async () => {
  const narrator = makeNarrator();
  narrator.startAt(page.querySelector('em') as Element);
  await until(narrator, ({ status, paragraph }) => status === 'playing' && paragraph === 1);
  narrator.pause();
  expect(narrator.getSnapshot().status).toBe('paused');
  narrator.next();
  await until(narrator, ({ status, paragraph }) => status === 'playing' && paragraph === 2);
  narrator.previous();
  expect(narrator.getSnapshot().paragraph).toBe(1);
  narrator.stop();
  expect(narrator.getSnapshot()).toMatchObject({ status: 'idle', paragraph: -1 });
});

test('a page without text is a typed error', async () => {
  const onError = vi.fn();
  page.replaceChildren(document.createElement('article'));
  const narrator = makeNarrator({ onError });
  await expect(narrator.startAsync()).rejects.toMatchObject({ reason: 'nothing_to_speak' });
  expect(narrator.getSnapshot().status).toBe('error');
  expect(onError).toHaveBeenCalledTimes(1);
});
