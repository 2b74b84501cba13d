import { PcmTrack } from '@potoo/core/player';
import { PotooProvider } from '@potoo/react/provider';
import {
  SpeechPlayer,
  SpeechPlayerPlay,
  SpeechPlayerRoot,
  SpeechPlayerTime,
  SpeechPlayerWaveform,
} from '@potoo/react/speech-player';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Profiler, useEffect, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { holdSoundBack } from '../devices/holdSoundBack.ts';
import { fixtureUrl, type SpeechFixture, speechFixture } from '../fixtures/fixtures.ts';
import { createFixtureService } from '../service/FixtureService.ts';

const meta = {
  title: 'Components/SpeechPlayer',
  component: SpeechPlayer,
  decorators: [
    (Story) => (
      <PotooProvider>
        <Story />
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof SpeechPlayer>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadSpeech = async () => ({ speech: await speechFixture('potoo') });

function speechArgs({ url, peaks, duration, words, text }: SpeechFixture) {
  return { source: url, peaks, duration, words, text };
}

/** With the text that is spoken: the word that is heard is marked, and each can be gone to. */
export const WithText: Story = {
  loaders: [loadSpeech],
  render: (args, { loaded }) => <SpeechPlayer {...args} {...speechArgs(loaded['speech'])} />,
};

/** Only keys: Space plays and pauses, arrows seek, Enter on a word goes there. */
export const ByKeys: Story = {
  loaders: [loadSpeech],
  render: (args, { loaded }) => <SpeechPlayer {...args} {...speechArgs(loaded['speech'])} />,
  play: async ({ canvas, canvasElement }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Play' })).toHaveFocus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Pause' })).toHaveFocus());
    await waitFor(() => expect(canvasElement.querySelector('[data-state="playing"]')).not.toBeNull());
    await userEvent.keyboard(' ');
    await expect(await canvas.findByRole('button', { name: 'Play' })).toHaveFocus();
    await userEvent.tab();
    const slider = canvas.getByRole('slider', { name: 'Seek' });
    await expect(slider).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await waitFor(() => expect(slider).toHaveAttribute('aria-valuetext', '5 seconds of 7 seconds'));
    canvas.getByText('branch').focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByText('branch')).toHaveAttribute('aria-current', 'true'));
    await userEvent.keyboard('{ArrowDown}');
    await expect(canvas.getByText('At')).toHaveFocus();
  },
};

/** Renders in a second of playing, outside the time display, and in one of standing still. */
export const RendersLittle: Story = {
  tags: ['!manifest'],
  loaders: [loadSpeech],
  render: (_, { loaded }) => <Counted speech={loaded['speech']} />,
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(canvasElement.querySelector('[data-state="playing"]')).not.toBeNull());
    const renders = () => Number(canvasElement.querySelector('[data-renders]')?.getAttribute('data-renders'));
    const frames = (count: number) =>
      new Promise<void>((resolve) => {
        const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)));
        next(count);
      });
    const begun = performance.now();
    const before = renders();
    await frames(40);
    const seconds = (performance.now() - begun) / 1000;
    await expect(renders() - before).toBeLessThanOrEqual(Math.ceil(4 * seconds));
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await frames(5);
    const paused = renders();
    await frames(20);
    await expect(renders()).toBe(paused);
  },
};

const counter = { renders: 0 };

function Counted({ speech }: { readonly speech: SpeechFixture }) {
  const count = () => {
    counter.renders += 1;
    document.querySelector('[data-renders]')?.setAttribute('data-renders', String(counter.renders));
  };
  return (
    <div data-renders="0">
      <Profiler id="player" onRender={count}>
        <SpeechPlayerRoot {...speechArgs(speech)}>
          <SpeechPlayerPlay />
          <SpeechPlayerWaveform />
        </SpeechPlayerRoot>
      </Profiler>
    </div>
  );
}

/** The waveform grows, and can be played, while audio arrives. */
export const Arriving: Story = {
  render: () => <ArrivingPlayer />,
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-potoo="waveform"]')).toHaveAttribute('data-state', 'ready'),
    );
    await expect(canvas.getByRole('button', { name: 'Play' })).toBeEnabled();
  },
};

function ArrivingPlayer() {
  const [track, setTrack] = useState<PcmTrack>();
  useEffect(() => {
    const controller = new AbortController();
    const service = createFixtureService({ delayMs: 120 });
    const open = async () => {
      const { text } = await speechFixture('potoo');
      const stream = service.streamSpeech({ text, format: 'pcm' }, { signal: controller.signal });
      setTrack(await PcmTrack.from(stream, controller.signal));
    };
    open().catch(() => {});
    return () => controller.abort();
  }, []);
  return <SpeechPlayer source={track} duration={7.1} />;
}

export const Empty: Story = {};

/** An address that leads nowhere: what happened, and a way to try again. */
export const Failed: Story = {
  args: { source: new URL('no-such-file.wav', document.baseURI), duration: 4 },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await expect(await canvas.findByRole('alert')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

/** Who starts to play silences who played before: one loudspeaker per provider. */
export const Several: Story = {
  render: () => (
    <div className="stack">
      <SpeechPlayer source={fixtureUrl('potoo.wav')} duration={7.1} fetchPeaks aria-label="First" />
      <SpeechPlayer source={fixtureUrl('conversation.wav')} duration={25} fetchPeaks aria-label="Second" />
    </div>
  ),
  play: async ({ canvas }) => {
    const first = within(canvas.getByRole('region', { name: 'First' }));
    const second = within(canvas.getByRole('region', { name: 'Second' }));
    await userEvent.click(first.getByRole('button', { name: 'Play' }));
    await first.findByRole('button', { name: 'Pause' });
    await userEvent.click(second.getByRole('button', { name: 'Play' }));
    await second.findByRole('button', { name: 'Pause' });
    await first.findByRole('button', { name: 'Play' });
    await userEvent.click(second.getByRole('button', { name: 'Pause' }));
  },
};

/** From parts, in another order, without what is not needed. */
export const FromParts: Story = {
  loaders: [loadSpeech],
  render: (_, { loaded }) => (
    <SpeechPlayerRoot {...speechArgs(loaded['speech'])}>
      <SpeechPlayerPlay />
      <SpeechPlayerWaveform />
      <SpeechPlayerTime />
    </SpeechPlayerRoot>
  ),
};

/** Before anybody has clicked on a page, browsers hold sound back: it says so, and does not try over and over. */
export const Blocked: Story = {
  loaders: [loadSpeech],
  beforeEach: holdSoundBack,
  render: (args, { loaded }) => <SpeechPlayer {...args} {...speechArgs(loaded['speech'])} />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await expect(await canvas.findByText(/^The browser holds the sound back/)).toBeVisible();
  },
};

/** In a page that runs from right to left everything is mirrored but time, and the text keeps its own direction. */
export const RightToLeft: Story = {
  loaders: [loadSpeech],
  globals: { direction: 'rtl' },
  render: (args, { loaded }) => <SpeechPlayer {...args} {...speechArgs(loaded['speech'])} />,
  play: async ({ canvas, canvasElement }) => {
    const waveform = canvasElement.querySelector('[data-potoo="waveform"]');
    const play = canvas.getByRole('button', { name: 'Play' });
    await expect(play.getBoundingClientRect().left).toBeGreaterThan(waveform?.getBoundingClientRect().right ?? 0);
    await expect(waveform).toHaveAttribute('dir', 'ltr');
    const slider = canvas.getByRole<HTMLInputElement>('slider', { name: 'Seek' });
    slider.focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await waitFor(() => expect(slider).toHaveAttribute('aria-valuetext', '5 seconds of 7 seconds'));
  },
};
