import { BadRequestError, NotFoundError } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { aboutArgument } from './about-argument.ts';

const error = (param: string) =>
  new NotFoundError('It is not there.', { reason: 'voice_not_found', param, hint: 'Look.' });

describe('aboutArgument', () => {
  it.each([
    ['voice', ['voice'], {}, 'voice'],
    ['targetVoice', ['path', 'voice'], {}, 'voice'],
    ['target_language', ['path', 'language'], {}, 'language'],
    ['audio', ['path', 'uri'], { path: '/a.wav' }, 'path'],
    ['reference', ['path', 'uri'], { uri: 'potoo://outputs/a.wav' }, 'uri'],
    ['format', ['path', 'filename'], {}, 'filename'],
    ['inputType', ['text'], {}, undefined],
  ])('names %s by the argument of the tool', (param, known, given, expected) => {
    const renamed = aboutArgument(error(param), known, given);
    expect(renamed).toMatchObject({ code: 'not_found', reason: 'voice_not_found', hint: 'Look.', param: expected });
    expect(renamed).toBeInstanceOf(NotFoundError);
  });

  it('leaves every other error alone', () => {
    const [plain, about] = [new TypeError('no'), new BadRequestError('no')];
    expect([aboutArgument(plain, [], {}), aboutArgument(about, [], {})]).toEqual([plain, about]);
  });
});
