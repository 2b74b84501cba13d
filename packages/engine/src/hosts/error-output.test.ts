import { expect, test } from 'vitest';
import { ErrorOutput } from './error-output.ts';

function written(...chunks: string[]): ErrorOutput {
  const output = new ErrorOutput();
  for (const chunk of chunks) output.append(Buffer.from(chunk));
  return output;
}

test('the summary is the line that names the error, without folders', () => {
  const output = written(
    'file:///home/someone/potoo/host.ts:12\n    throw new Error()\n    ^\n\n',
    'TypeError: cannot open "/home/someone/models/en us.bin"\n    at load (/home/someone/potoo/host.ts:12:5)\n\nNode.js v24.1.0\n',
  );
  expect(output.summary()).toBe('TypeError: cannot open "en us.bin"');
});

test('without such a line the summary is the last one, free of control characters', () => {
  expect(written('loading\n\u001b[31mfatal:\u0007 out of memory\u001b[0m\n').summary()).toBe('fatal:  out of memory');
  expect(written('C:\\models\\x\\tts.dll was not found').summary()).toBe('tts.dll was not found');
  expect(written('use and/or fix it').summary()).toBe('use and/or fix it');
  expect(written('').summary()).toBe('');
});

test('only the end is kept, however much is written', () => {
  const output = written('start', ...Array.from({ length: 1000 }, () => 'x'.repeat(1000)), 'end');
  expect(output.text().length).toBeLessThanOrEqual(8192);
  expect(output.text()).toMatch(/^x+end$/);
  expect(output.summary().length).toBeLessThanOrEqual(200);
});
