import type { SpeechRequest } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { checkSpeechRequest } from './speech-request.ts';

/** What a caller in JavaScript may send. */
function check(request: unknown) {
  return checkSpeechRequest(request as SpeechRequest, 100);
}

test('applies the defaults of the contract', () => {
  expect(check({ text: 'Hi.' })).toEqual({
    text: 'Hi.',
    format: 'mp3',
    bitrate: 128,
    model: 'auto',
    voice: 'auto',
    speed: 1,
    words: false,
    verify: false,
  });
});

describe('what is wrong is named, with what would be right', () => {
  test.each([
    [{ text: ' \n\t' }, 'empty_text', 'text'],
    [{}, 'invalid_parameter', 'text'],
    [{ text: 5 }, 'invalid_parameter', 'text'],
    [{ text: ['a'] }, 'invalid_parameter', 'text'],
    [{ text: 'x'.repeat(101) }, 'text_too_long', 'text'],
    [{ text: 'a', speed: 0 }, 'invalid_parameter', 'speed'],
    [{ text: 'a', speed: 3 }, 'invalid_parameter', 'speed'],
    [{ text: 'a', speed: Number.NaN }, 'invalid_parameter', 'speed'],
    [{ text: 'a', speed: '1' }, 'invalid_parameter', 'speed'],
    [{ text: 'a', voice: '' }, 'invalid_parameter', 'voice'],
    [{ text: 'a', format: 'mp4' }, 'unsupported_format', 'format'],
    [{ text: 'a', format: '__proto__' }, 'unsupported_format', 'format'],
    [{ text: 'a', sampleRate: 44_100.5 }, 'invalid_parameter', 'sampleRate'],
    [{ text: 'a', lexicon: { potoo: {} } }, 'invalid_parameter', 'lexicon.potoo'],
    [{ text: 'a', sped: 1 }, 'unknown_parameter', 'sped'],
  ])('%j: %s', (request, reason, param) => {
    expect(() => check(request)).toThrow(
      expect.objectContaining({ code: 'bad_request', reason, param, hint: expect.stringMatching(/\w/) }),
    );
  });

  test.each([undefined, null, 'text', 5, []])('%j is no request', (request) => {
    expect(() => check(request)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  test('nothing of a long value or an object is repeated in the message', () => {
    expect(() => check({ text: { secret: 1 } })).toThrow('The parameter text cannot be an object.');
    expect(() => check({ text: 'a', format: 'x'.repeat(1000) })).toThrow(/^.{0,100}$/);
  });
});

test('a text that arrives in pieces is bounded and checked as it is read', async () => {
  async function* pieces(...all: unknown[]) {
    for (const piece of all) yield piece;
  }
  const read = async (text: AsyncIterable<unknown>) => {
    const { text: checked } = check({ text });
    for await (const _ of checked as AsyncIterable<string>);
  };
  await read(pieces('a', 'b'));
  await expect(read(pieces('a'.repeat(60), 'b'.repeat(60)))).rejects.toMatchObject({ reason: 'text_too_long' });
  await expect(read(pieces('a', 5))).rejects.toMatchObject({ reason: 'invalid_parameter', param: 'text' });
});
