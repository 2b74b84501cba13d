import { expect, onTestFinished, test } from 'vitest';
import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { click } from '../__fixtures__/gesture.ts';
import { pcmBytes, sine } from '../__fixtures__/sound.ts';
import { until } from '../__fixtures__/until.ts';
import { PcmTrack } from './pcm-track.ts';
import { Player } from './player.ts';

// The browser of the tests wants a gesture before sound, as browsers do. A page that was clicked once stays open for sound,
// so that tests named `untouched` have a page of their own, and both kinds of source are tried with one click.
test('what the browser blocks waits for a click, and then plays', async () => {
  const track = new PcmTrack({ sampleRate: 24_000, channels: 1 });
  track.append(pcmBytes(sine(440, 0.3, 24_000)));
  track.end();
  const file = new Blob([encodeWav(Int16Array.from(sine(440, 0.3, 24_000), toInt16), 24_000, 1)]);
  const rejections: unknown[] = [];
  const note = ({ reason }: PromiseRejectionEvent) => rejections.push(reason);
  window.addEventListener('unhandledrejection', note);
  onTestFinished(() => window.removeEventListener('unhandledrejection', note));
  const players = [new Player(), new Player()];
  onTestFinished(() => {
    for (const player of players) player.dispose();
  });
  const ends = [players[0]?.playAsync(track), players[1]?.playAsync(file)];
  for (const player of players) {
    expect((await until(player, ({ status }) => status !== 'loading')).status).toBe('blocked');
  }
  await click();
  await Promise.all(ends);
  expect(players.map((player) => player.getSnapshot().status)).toEqual(['ended', 'ended']);
  expect(rejections).toEqual([]);
});
