import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alignment, AlignRequest } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

const TEXT = 'Hello, World!';

/** A service that knows where the two words of {@link TEXT} are. */
class AligningService extends ToneService {
  asked: AlignRequest | undefined;

  override async align(request?: AlignRequest): Promise<Alignment> {
    this.asked = request;
    return {
      words: [
        { text: 'Hello', start: 0.1, end: 0.5, charStart: 0, charEnd: 5, confidence: 0.9 },
        { text: 'World', start: 0.5, end: 1, charStart: 7, charEnd: 12, confidence: 0.8 },
      ],
      confidence: 0.2,
      duration: 1,
      language: 'en',
      model: 'dtw',
      warnings: [{ type: 'quality', subject: 'text', message: 'It hardly sounds like the text.' }],
      usage: {},
      response: {},
    };
  }
}

function recording(): string {
  const file = join(temporaryFolder(), 'a.wav');
  writeFileSync(file, 'RIFF');
  return file;
}

describe('potoo align', () => {
  test('writes a line for each word, and warnings beside them', async () => {
    const service = new AligningService();
    const file = recording();
    const { code, out, err } = await run(['align', file, TEXT, '--language', 'en'], { service });
    expect({ code, out }).toEqual({ code: 0, out: '0.100\t0.500\t0.90\tHello\n0.500\t1.000\t0.80\tWorld\n' });
    expect(err).toContain('hardly sounds');
    expect(service.asked).toMatchObject({ audio: { path: file }, text: TEXT, language: 'en' });
  });

  test('takes the text from a file or a pipe, and the form from the name of the output', async () => {
    const folder = temporaryFolder();
    const [text, subtitles] = [join(folder, 'a.txt'), join(folder, 'a.srt')];
    writeFileSync(text, TEXT);
    const service = new AligningService();
    await run(['align', recording(), text, '-o', subtitles], { service });
    expect(service.asked?.text).toBe(TEXT);
    expect(readFileSync(subtitles, 'utf8')).toBe('1\n00:00:00,100 --> 00:00:01,100\nHello, World!\n');
    const piped = await run(['align', recording(), '--json'], { service, input: TEXT });
    expect(JSON.parse(piped.out)).toMatchObject({ confidence: 0.2, words: [{ text: 'Hello' }, { text: 'World' }] });
  });

  test('is used wrongly with two forms, or with the recording in the pipe', async () => {
    expect((await run(['align', recording(), TEXT, '--srt', '--json'])).code).toBe(2);
    expect((await run(['align', '-', TEXT])).code).toBe(2);
  });
});
