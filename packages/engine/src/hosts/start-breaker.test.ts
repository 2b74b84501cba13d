import { BadRequestError, InternalError } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { StartBreaker } from './start-breaker.ts';

const crash = new InternalError('It ended with signal SIGSEGV.', { reason: 'host_crashed' });

describe('the breaker of starts', () => {
  test('allows fewer starts at once with every failure, then none, then one', () => {
    const breaker = new StartBreaker('test');
    expect(breaker.startsAllowed(0)).toBe(3);
    breaker.failed(crash, 0);
    expect(breaker.startsAllowed(0)).toBe(2);
    breaker.failed(crash, 1);
    breaker.failed(crash, 2);
    expect(breaker.startsAllowed(3)).toBe(0);
    expect(breaker.refusal(3)).toMatchObject({ code: 'model_loading', reason: 'host_crashed', retryAfterMs: 29_999 });
    expect(breaker.refusal(3)?.message).toContain('SIGSEGV');
    expect(breaker.startsAllowed(30_003)).toBe(1);
    expect(breaker.refusal(30_003)).toBeUndefined();
  });

  test('closes again on the first failure after its rest', () => {
    const breaker = new StartBreaker('test');
    for (const at of [0, 1, 2, 30_003]) breaker.failed(crash, at);
    expect(breaker.startsAllowed(30_004)).toBe(0);
  });

  test('forgets failures after a success and after a minute', () => {
    const breaker = new StartBreaker('test');
    breaker.failed(crash, 0);
    breaker.failed(crash, 1);
    breaker.succeeded();
    expect(breaker.startsAllowed(2)).toBe(Infinity);
    breaker.failed(crash, 2);
    breaker.failed(crash, 3);
    breaker.failed(crash, 70_000);
    expect(breaker.refusal(70_000)).toBeUndefined();
  });

  test('passes on what the module itself said', () => {
    const breaker = new StartBreaker('test');
    const refusal = new BadRequestError('The model is broken.');
    for (const at of [0, 1, 2]) breaker.failed(refusal, at);
    expect(breaker.refusal(3)).toBe(refusal);
  });
});
