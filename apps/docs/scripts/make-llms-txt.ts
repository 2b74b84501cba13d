/** Writes `.site/llms.txt`: what these pages hold, for assistants, from the guides and stories themselves. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const SITE = path.join(ROOT, '.site');

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const idOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** The first sentence of a guide that stands in a paragraph of its own. */
function firstSentence(text: string): string {
  const paragraphs = text.replace(/^```[\s\S]*?^```/gm, '').split(/\n{2,}/);
  const paragraph = paragraphs.find((part) => /^[A-Z`]/.test(part.trim()) && !part.startsWith('import ')) ?? '';
  return /^[\s\S]*?[.:](?=\s|$)/.exec(paragraph.trim())?.[0].replace(/\s+/g, ' ') ?? '';
}

const guides = globSync('src/guides/*.mdx', { cwd: ROOT })
  .sort()
  .map((file) => {
    const text = read(file);
    const title = /<Meta title="([^"]+)"/.exec(text)?.[1] ?? file;
    return `- [${title.replace('Guides/', '')}](./?path=/docs/${idOf(title)}--docs)${firstSentence(text)
      .replace(/^(?=.)/, ': ')
      .replace(/:$/, '.')}`;
  });

const components = globSync('src/stories/*.stories.tsx', { cwd: ROOT })
  .sort()
  .map((file) => {
    const text = read(file);
    const title = /title: '([^']+)'/.exec(text)?.[1] ?? file;
    const stories = [...text.matchAll(/^export const (\w+): Story/gm)].map(([, name]) => name);
    return `- [${title.replace('Components/', '')}](./?path=/docs/${idOf(title)}--docs): ${stories.join(', ')}`;
  });

mkdirSync(SITE, { recursive: true });
const lines = [
  '# Potoo',
  '',
  '> One voice interface for TypeScript: speak, listen, clone, convert and clean audio; React parts for all of it.',
  '',
  'Props of every component: [components.json](./manifests/components.json).',
  '',
  '## Guides',
  '',
  ...guides,
  '',
  '## Components',
  '',
  ...components,
  '',
];
writeFileSync(path.join(SITE, 'llms.txt'), lines.join('\n'));
