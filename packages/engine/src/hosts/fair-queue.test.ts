import { describe, expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

describe('a fair queue', () => {
  test('serves one lane in order', () => {
    const queue = new FairQueue<number>();
    for (const item of [1, 2, 3]) queue.push('a', item);
    expect([queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([1, 2, 3, undefined]);
  });

  test('serves lanes in turn, whatever their length', () => {
    const queue = new FairQueue<string>();
    for (let item = 0; item < 50; item += 1) queue.push('many', `many ${item}`);
    queue.push('one', 'one 0');
    queue.push('two', 'two 0');
    queue.push('two', 'two 1');
    expect(Array.from({ length: 6 }, () => queue.shift())).toEqual([
      'many 0',
      'one 0',
      'two 0',
      'many 1',
      'two 1',
      'many 2',
    ]);
  });

  test('a lane that comes back after its turn stands behind the others', () => {
    const queue = new FairQueue<string>();
    queue.push('a', 'a1');
    queue.push('b', 'b1');
    expect(queue.shift()).toBe('a1');
    queue.push('a', 'a2');
    expect(queue.shift()).toBe('b1');
    expect(queue.shift()).toBe('a2');
  });

  test('forgets items that leave, and lanes with their last item', () => {
    const queue = new FairQueue<string>();
    queue.push('a', 'a1');
    queue.push('b', 'b1');
    expect(queue.delete('a', 'a1')).toBe(true);
    expect(queue.delete('a', 'a1')).toBe(false);
    expect(queue.delete('c', 'c1')).toBe(false);
    expect(queue.size).toBe(1);
    expect(queue.drain()).toEqual(['b1']);
    expect(queue.size).toBe(0);
    expect(queue.shift()).toBeUndefined();
  });
});
