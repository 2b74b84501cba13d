import type { CallOptions, TranscriptionRequest } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { run } from '../__fixtures__/run.ts';

/** Hears what was said, word for word. */
class GoodEars extends ToneService {
  override async transcribe(request: TranscriptionRequest, options?: CallOptions) {
    const said = this.requests.at(-1);
    const heard = await super.transcribe(request, options);
    return { ...heard, text: said && 'text' in said ? `${said.text}` : '' };
  }
}

describe('potoo doctor', () => {
  test('says a sentence, listens to it, and tells what it found', async () => {
    const { code, out } = await run(['doctor'], { service: new GoodEars() });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Node\.js +\d+\.\d+\.\d+, \d+ cores/m);
    expect(out).toMatch(/^- player +none of ffplay/m);
    expect(out).toMatch(/^✓ speaking +0\.90 s of speech and 9 words by hum in/m);
    expect(out).toMatch(/^✓ listening +heard 100 % of the words/m);
  });

  test('answers with 1 when something does not work, and says what to do', async () => {
    const { code, out, err } = await run(['doctor']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^✗ listening +heard 0 % of the words/m);
  });

  test('gives the same as JSON', async () => {
    const { out } = await run(['doctor', '--json'], { service: new GoodEars() });
    const { ok, checks } = JSON.parse(out);
    expect(ok).toBe(true);
    expect(checks).toContainEqual({ name: 'server', status: 'ok', detail: expect.stringContaining('tones') });
  });

  test('goes on when nothing can be said', async () => {
    class Mute extends ToneService {
      override async synthesize(): Promise<never> {
        throw new TypeError('no voice');
      }
    }
    const { code, out } = await run(['doctor'], { service: new Mute() });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ speaking +no voice$/m);
  });
});
