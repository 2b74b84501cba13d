import { BadRequestError, ModelLoadingError } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

describe('describeError', () => {
  it('says what happened, about what, how to fix it, and a code', () => {
    const error = new BadRequestError('The text is empty.', {
      reason: 'empty_text',
      param: 'text',
      hint: 'Give some.',
    });
    expect(describeError(error)).toBe('The text is empty. (argument `text`) Give some. [bad_request/empty_text]');
  });

  it('says when the same call may work later', () => {
    expect(describeError(new ModelLoadingError('The model is loading.'))).toContain('may work later');
  });

  it('shows nothing of an error nobody planned for', () => {
    expect(describeError(new Error('secret at /home/ada/key'))).not.toContain('secret');
  });

  it('is clean and not endless', () => {
    const text = describeError(new BadRequestError(`\u001b[31m${'x'.repeat(5000)}`));
    expect(text).toMatch(/^x+$/);
    expect(text.length).toBe(2000);
  });
});
