/// <reference types="vite/client" />
import * as fc from 'fast-check';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { click } from './__fixtures__/gesture.ts';
import { renderHook } from './__fixtures__/render-hook.tsx';
import { toneFile, toneTrack } from './__fixtures__/tone.ts';
import { usePlayer } from './hooks/usePlayer.ts';
import { useRecorder } from './hooks/useRecorder.ts';

/** Lives of a page's parts, from mount to unmount. */
const LIVES = import.meta.env['POTOO_FULL_SIZE'] === '1' ? 1000 : 250;

type Parts = { readonly recorder: ReturnType<typeof useRecorder>; readonly player: ReturnType<typeof usePlayer> };

const FILE = toneFile(1);
const TRACK = toneTrack(1);

/** What a user, or the machine, may do at any time. */
const STEPS: Readonly<Record<string, (parts: Parts) => unknown>> = {
  start: ({ recorder }) => recorder.start(),
  pause: ({ recorder }) => recorder.pause(),
  resume: ({ recorder }) => recorder.resume(),
  stop: ({ recorder }) => recorder.stop(),
  cancel: ({ recorder }) => recorder.cancel(),
  reset: ({ recorder }) => recorder.reset(),
  lose: () => streams.at(-1)?.getTracks()[0]?.dispatchEvent(new Event('ended')),
  playFile: ({ player }) => player.play(FILE),
  playTrack: ({ player }) => player.play(TRACK),
  toggle: ({ player }) => player.toggle(),
  halt: ({ player }) => player.stop(),
  tick: () => new Promise((resolve) => setTimeout(resolve)),
};

const streams: MediaStream[] = [];

/** Counts what the page holds: every track, context and object URL that was made and is not gone. */
function watchResources() {
  const contexts: AudioContext[] = [];
  const urls = new Set<string>();
  const Real = AudioContext;
  class Watched extends Real {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  }
  vi.stubGlobal('AudioContext', Watched);
  const make = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
    const url = make(object);
    urls.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => urls.delete(url));
  // A device of the browser's own for each life would take minutes: these are real streams of one silent node.
  const source = new Real();
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async () => {
    await null;
    const { stream } = new MediaStreamAudioDestinationNode(source);
    streams.push(stream);
    return stream;
  });
  onTestFinished(async () => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    await source.close();
  });
  return {
    tracks: () =>
      streams.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live').length,
    contexts: () => contexts.filter(({ state }) => state !== 'closed').length,
    urls: () => urls.size,
    made: () => contexts.length + streams.length,
  };
}

beforeAll(() => click());

test(`${LIVES} random lives in StrictMode leave no track, no context and no object URL`, async () => {
  const held = watchResources();
  const rejections: unknown[] = [];
  const note = ({ reason }: PromiseRejectionEvent) => rejections.push(reason);
  window.addEventListener('unhandledrejection', note);
  onTestFinished(() => window.removeEventListener('unhandledrejection', note));
  const first = fc.constantFrom('start', 'playFile', 'playTrack');
  const others = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 6 });
  const lives = fc.tuple(first, others).map(([step, rest]) => [step, ...rest]);
  await fc.assert(
    fc.asyncProperty(lives, fc.constantFrom('wav', 'compressed'), async (steps, format) => {
      const hook = renderHook<Parts>(() => ({ recorder: useRecorder({ format }), player: usePlayer() }));
      for (const step of steps) await STEPS[step]?.(hook.current);
      hook.unmount();
    }),
    { numRuns: LIVES },
  );
  await vi.waitFor(() => expect([held.tracks(), held.contexts(), held.urls()]).toEqual([0, 0, 0]), { timeout: 20_000 });
  expect(held.made()).toBeGreaterThan(LIVES / 4);
  expect(rejections).toEqual([]);
}, 600_000);
