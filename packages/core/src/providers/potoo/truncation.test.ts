import { describe, expect, it } from 'vitest';
import { StreamTruncatedError } from '../../errors/errors.ts';
import { listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { speechText, writeHead } from './__fixtures__/speech-lines.ts';
import { potoo } from './potoo.ts';

describe('a stream that is cut (C5)', () => {
  it('at any of 1,000 places, cleanly or not, gives no partial audio', async () => {
    const whole = Buffer.from(speechText(40, 3_700));
    expect(whole.length).toBeGreaterThan(190_000);
    let offset = 0;
    const { url } = await listen((_, response) => {
      writeHead(response);
      const part = whole.subarray(0, offset);
      if (offset % 2 === 0) response.end(part);
      else response.write(part, () => response.destroy());
    });
    const voice = potoo({ baseUrl: url });
    for (let cut = 0; cut < 1_000; cut += 1) {
      // The last byte is the line end after `done`: without it the result is whole.
      offset = 1 + Math.floor(Math.random() * (whole.length - 2));
      const error = await rejection(voice.synthesize({ text: 'hi' }));
      expect(error, `cut at ${offset}`).toBeInstanceOf(StreamTruncatedError);
    }
    offset = whole.length - 2 + (whole.length % 2);
    const { audio } = await voice.synthesize({ text: 'hi' });
    expect(audio.bytes().length).toBe(40 * 3_700);
  });
});
