import { afterAll, expect, test } from 'vitest';
import { createEngine } from './engine.ts';

const engine = createEngine({ hosts: 2 });
afterAll(() => engine.close());

const LONG = 'The children ran into the garden, and nobody knew who had painted the door green. '.repeat(40);

function speakingHosts(): number[] {
  return engine.stats().flatMap(({ name, processes }) => (name === 'flite' ? processes.map(({ pid }) => pid) : []));
}

test('fifty requests at once are all served, each with its own words', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      engine.synthesize({ text: `Request number ${index} of fifty.`, format: index % 2 ? 'wav' : 'mp3', words: true }),
    ),
  );
  for (const [index, { duration, words }] of results.entries()) {
    expect(duration).toBeGreaterThan(0.8);
    expect(words[0]?.text).toBe('Request');
    expect(words.some(({ charStart }) => charStart === 'Request number '.length)).toBe(true);
    expect(words.at(-1)?.charEnd).toBe(`Request number ${index} of fifty`.length);
  }
});

test('a host that is killed in the middle of a text costs nothing but time', async () => {
  const whole = await engine.synthesize({ text: LONG, format: 'wav' });
  const speaking = engine.synthesize({ text: LONG, format: 'wav' });
  for (const pid of speakingHosts().slice(0, 1)) process.kill(pid, 'SIGKILL');
  expect((await speaking).duration).toBeCloseTo(whole.duration, 3);
});

test('an aborted text stops its hosts and leaves the engine ready', async () => {
  const abort = new AbortController();
  const reason = new Error('no more');
  const speaking = engine.synthesize({ text: LONG.repeat(10), format: 'wav' }, { signal: abort.signal });
  setTimeout(() => abort.abort(reason), 50);
  await expect(speaking).rejects.toBe(reason);
  await expect
    .poll(() => engine.stats().flatMap(({ processes }) => processes.filter(({ busy }) => busy > 0)))
    .toEqual([]);
  expect((await engine.synthesize({ text: 'Ready.' })).duration).toBeGreaterThan(0.3);
});

test('a reader that stops reading stops the synthesis within a few chunks', async () => {
  const served = () =>
    engine.stats().reduce((sum, { processes }) => sum + processes.reduce((n, p) => n + p.served, 0), 0);
  const before = served();
  const stream = engine.streamSpeech({ text: LONG.repeat(5), format: 'wav' })[Symbol.asyncIterator]();
  for (let index = 0; index < 3; index++) await stream.next();
  await new Promise((resolve) => setTimeout(resolve, 400));
  // 200 sentences are in the text; what is ahead is bounded by the hosts, not by the text.
  expect(served() - before).toBeLessThan(20);
  await stream.return?.();
});

test('closing ends every process, and later calls say so', async () => {
  const closing = createEngine({ hosts: 1 });
  const speaking = closing.synthesize({ text: LONG, format: 'wav' });
  const refused = expect(speaking).rejects.toMatchObject({ reason: 'closed' });
  await expect.poll(() => closing.stats().flatMap(({ processes }) => processes).length).toBe(1);
  const pids = closing.stats().flatMap(({ processes }) => processes.map(({ pid }) => pid));
  await closing.close();
  await refused;
  // Signal 0 only asks whether the process is there.
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(closing.synthesize({ text: 'Hi.' })).rejects.toMatchObject({
    reason: 'closed',
    hint: expect.stringContaining('createEngine()'),
  });
});
