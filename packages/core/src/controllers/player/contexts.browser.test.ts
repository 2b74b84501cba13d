import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { pcmBytes, sine } from '../__fixtures__/sound.ts';
import { until } from '../__fixtures__/until.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { PcmTrack } from './pcm-track.ts';
import { Player } from './player.ts';

// What contexts do on phones, after calls and in the background (WebAudio/web-audio-api#2392, #2585): B4.

/** A real context whose state and clock a test can hold. */
class HeldContext extends AudioContext {
  /** State that it claims. */
  claimed: AudioContextState | 'interrupted' | undefined;
  /** Time that its clock stands at. */
  frozen: number | undefined;

  override get state(): AudioContextState {
    return (this.claimed ?? super.state) as AudioContextState;
  }

  override get currentTime(): number {
    return this.frozen ?? super.currentTime;
  }

  override resume(): Promise<void> {
    return this.claimed === 'interrupted' ? Promise.reject(new DOMException('', 'InvalidStateError')) : super.resume();
  }
}

function play(seconds = 2) {
  const contexts: HeldContext[] = [];
  const loudspeaker = new Loudspeaker({
    createContext: () => {
      const context = new HeldContext();
      contexts.push(context);
      return context;
    },
  });
  const player = new Player({ loudspeaker });
  const track = new PcmTrack({ sampleRate: 24_000, channels: 1 });
  track.append(pcmBytes(sine(440, seconds, 24_000)));
  track.end();
  const ended = player.playAsync(track);
  ended.catch(() => {});
  onTestFinished(() => {
    player.dispose();
    loudspeaker.dispose();
  });
  return { contexts, player, ended };
}

beforeAll(() => click());

test('a context that says that it runs and stands still is replaced, and the sound goes on where it was', async () => {
  const { contexts, player, ended } = play();
  await until(player, ({ status }) => status === 'playing');
  await vi.waitFor(() => expect(player.currentTime).toBeGreaterThan(0.2));
  const [first] = contexts;
  if (first) first.frozen = first.currentTime;
  await vi.waitFor(() => expect(contexts).toHaveLength(2), { timeout: 10_000 });
  await ended;
  expect(first?.state).toBe('closed');
});

test('a context that is interrupted asks for a gesture, and a gesture lets it go on', async () => {
  const { contexts, player, ended } = play();
  await until(player, ({ status }) => status === 'playing');
  const [first] = contexts;
  if (first) first.claimed = 'interrupted';
  await until(player, ({ status }) => status === 'blocked');
  if (first) first.claimed = undefined;
  await click();
  await ended;
  expect(contexts).toHaveLength(1);
});

test('a context that was closed from outside is made anew', async () => {
  const { contexts, player, ended } = play();
  await until(player, ({ status }) => status === 'playing');
  await contexts[0]?.close();
  await ended;
  expect(contexts).toHaveLength(2);
});

test('a context that was suspended from outside is resumed', async () => {
  const { contexts, player, ended } = play();
  await until(player, ({ status }) => status === 'playing');
  await contexts[0]?.suspend();
  await ended;
  expect(contexts).toHaveLength(1);
});
