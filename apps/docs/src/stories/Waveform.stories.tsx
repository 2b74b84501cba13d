import { Waveform } from '@potoo/react/waveform';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { speechFixture } from '../fixtures/fixtures.ts';

const meta = {
  title: 'Components/Waveform',
  component: Waveform,
  args: { duration: 0, onSeek: fn() },
} satisfies Meta<typeof Waveform>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadSpeech = async () => {
  const { peaks, duration } = await speechFixture('potoo');
  return { peaks, duration };
};

/** Real peaks, as `computePeaks` gives them. */
export const Ready: Story = {
  loaders: [loadSpeech],
  render: (args, { loaded }) => <Waveform {...args} {...loaded} defaultCurrentTime={loaded['duration'] / 3} />,
  play: async ({ canvas, args }) => {
    const slider = canvas.getByRole('slider', { name: 'Seek' });
    slider.focus();
    await userEvent.keyboard('{Home}');
    await expect(args.onSeek).toHaveBeenLastCalledWith(0);
    await userEvent.keyboard('{ArrowRight}');
    await expect(args.onSeek).toHaveBeenLastCalledWith(5);
    await expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^5 seconds of \d+ seconds$/));
  },
};

/** Nothing is drawn that is not there: without peaks there are dots. */
export const Empty: Story = {};

export const Loading: Story = { args: { loading: true } };

/** While audio streams in, the rest is dots. */
export const Growing: Story = {
  loaders: [loadSpeech],
  render: (args, { loaded }) => {
    const { peaks, duration } = loaded;
    const half = Math.floor(peaks.min.length / 2);
    const soFar = { min: peaks.min.slice(0, half), max: peaks.max.slice(0, half) };
    return <Waveform {...args} peaks={soFar} peaksDuration={duration / 2} duration={duration} />;
  },
};

/** A picture with a name, without a slider. */
export const ReadOnly: Story = {
  loaders: [loadSpeech],
  render: (args, { loaded }) => <Waveform {...args} {...loaded} readOnly />,
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('img')).toHaveAccessibleName(/^Waveform of \d+ seconds of audio$/);
    await expect(canvas.queryByRole('slider')).toBeNull();
  },
};
