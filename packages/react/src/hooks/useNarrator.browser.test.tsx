import { beforeAll, expect, test } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useNarrator } from './useNarrator.ts';

beforeAll(() => click());

test('an article is read to its end', async () => {
  const article = document.createElement('article');
  article.innerHTML = '<p>One potoo.</p><p>Two.</p>';
  document.body.append(article);
  const service = realService();
  const words: string[] = [];
  const hook = renderHook(() =>
    useNarrator({ service, root: () => article, onWord: (_, range) => words.push(range.toString()) }),
  );
  const { start } = hook.current;
  start();
  await hook.until(({ status }) => status === 'ended');
  expect(words).toEqual(['One', 'potoo', 'Two']);
  expect(hook.current).toMatchObject({ paragraphs: 2, paragraph: -1, error: null, start });
  article.remove();
});
