/// <reference types="@vitest/browser-playwright" />
/** What the theme promises to people who see, or set up their system, in other ways than most. */
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { JobProgress } from '../job-progress/JobProgress.tsx';
import { Recorder } from '../recorder/Recorder.tsx';
import { Waveform } from '../waveform/Waveform.tsx';
import '../styles.css';

function show(element: ReactNode): HTMLElement {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  flushSync(() => root.render(element));
  onTestFinished(() => {
    flushSync(() => root.unmount());
    host.remove();
  });
  return host;
}

/** An element of a part, which has to be there. */
function part(host: ParentNode, selector: string): HTMLElement {
  const found = host.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

const emulate = (features: ReadonlyArray<{ name: string; value: string }>) =>
  cdp().send('Emulation.setEmulatedMedia', { features: [...features] });

afterEach(() => emulate([]));

/** Channels of a CSS colour as the screen shows it, 0 to 255. */
function channels(colour: string): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** What stands on what, and the least contrast: 4.5 for text, 3 for controls and what tells their state (WCAG 2.2). */
const PAIRS: ReadonlyArray<readonly [front: string, behind: readonly string[], least: number]> = [
  ['ink', ['surface', 'raised', 'sunken', 'tint'], 4.5],
  ['muted', ['surface', 'raised', 'sunken'], 4.5],
  ['accent', ['surface', 'raised'], 4.5],
  ['on-accent', ['accent'], 4.5],
  ['surface', ['ink'], 4.5],
  ['good', ['surface', 'raised'], 4.5],
  ['bad', ['surface', 'raised'], 4.5],
  ['live', ['surface', 'raised'], 3],
  ['edge', ['surface', 'raised'], 3],
  ['accent', ['tint', 'sunken'], 3],
  ['bars', ['surface'], 2.5],
];

test.each(['light', 'dark'])('in %s, text and controls stand out from what is behind them', (scheme) => {
  const host = show(
    <div data-potoo-theme={scheme}>
      <div data-potoo="probe" />
    </div>,
  );
  const probe = part(host, '[data-potoo="probe"]');
  const colour = (token: string) => {
    probe.style.color = `var(--p-${token})`;
    return getComputedStyle(probe).color;
  };
  const faint = PAIRS.flatMap(([front, behind, least]) =>
    behind
      .map((back) => ({ pair: `${front} on ${back}`, ratio: contrast(colour(front), colour(back)), least }))
      .filter(({ ratio }) => ratio < least),
  );
  expect(faint).toEqual([]);
});

/** A system colour as it is now. */
function systemColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const PEAKS = { min: [-0.5, -0.9, -0.4, -0.7], max: [0.5, 0.9, 0.4, 0.7] };

test('in forced colours, the place, the progress and the focus ring are seen', async () => {
  await emulate([{ name: 'forced-colors', value: 'active' }]);
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
  const job = { id: 'one', type: 'separate', status: 'running', progress: 0.5, createdAt: new Date(0) } as const;
  const host = show(
    <>
      <Waveform peaks={PEAKS} duration={4} defaultCurrentTime={2} />
      <JobProgress job={job} onCancel={() => {}} />
    </>,
  );
  const [highlight, canvas] = [systemColour('Highlight'), systemColour('Canvas')];
  expect(contrast(highlight, canvas)).toBeGreaterThan(3);
  const place = getComputedStyle(part(host, '[data-potoo="waveform-bars"]'), '::after');
  expect([place.backgroundColor, place.inlineSize]).toEqual([highlight, '2px']);
  expect(getComputedStyle(part(host, '[data-potoo="waveform-played"] path')).stroke).toBe(highlight);
  expect(getComputedStyle(part(host, '[data-potoo="waveform-ahead"]')).stroke).not.toBe(highlight);
  const bar = getComputedStyle(part(host, 'progress'));
  expect([bar.borderTopStyle, bar.borderTopColor]).toEqual(['solid', systemColour('CanvasText')]);
  await userEvent.keyboard('{Tab}');
  const ring = getComputedStyle(part(host, '[data-potoo="waveform"]'));
  expect([ring.outlineStyle, ring.outlineWidth, ring.outlineColor]).toEqual(['solid', '2px', highlight]);
  await userEvent.keyboard('{Tab}');
  const focused = getComputedStyle(document.activeElement ?? document.body);
  expect(document.activeElement).toHaveTextContent('Cancel');
  expect([focused.outlineStyle, focused.outlineColor]).toEqual(['solid', highlight]);
});

/** A recorder that records: what is heard is the fake microphone of the browser. */
async function showRecording(): Promise<HTMLElement> {
  const host = show(<Recorder />);
  part(host, '[data-potoo="recorder-record"]').click();
  await vi.waitFor(() => part(host, '[data-potoo="recorder-sign"]'), { timeout: 60_000 });
  return host;
}

test('in forced colours, it is seen that a recording runs', async () => {
  await emulate([{ name: 'forced-colors', value: 'active' }]);
  const host = await showRecording();
  const dot = getComputedStyle(part(host, '[data-potoo="recorder-sign"]'), '::before');
  expect([dot.backgroundColor, dot.inlineSize]).toEqual([systemColour('Highlight'), '10px']);
  expect(part(host, '[data-potoo="recorder-sign"]')).toHaveTextContent('Recording');
});

/** What moves by itself in the page, over and over. */
const moving = () => document.getAnimations().filter((animation) => animation instanceof CSSAnimation).length;

test('who asked for less motion sees nothing pulse, and sees the level all the same', async () => {
  const host = await showRecording();
  show(<Waveform duration={4} loading />);
  expect(moving()).toBe(2);
  await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  expect(moving()).toBe(0);
  const meter = part(host, '[data-potoo="level-meter"]');
  await vi.waitFor(() => expect(Number(meter.style.getPropertyValue('--potoo-level'))).toBeGreaterThan(0.05), {
    timeout: 60_000,
  });
});
