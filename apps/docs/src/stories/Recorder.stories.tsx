import { Recorder } from '@potoo/react/recorder';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor } from 'storybook/test';

const meta = {
  title: 'Components/Recorder',
  component: Recorder,
  args: { onRecording: fn(), onSubmit: fn() },
  parameters: { microphone: 'recording' },
} satisfies Meta<typeof Recorder>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Idle: Story = {};

/** A sign, the time and the level, for as long as the microphone is open. */
export const Recording: Story = {
  args: { maxDuration: 30 },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await canvas.findByRole('button', { name: 'Stop' }, { timeout: 60_000 });
    await expect(canvas.getByRole('timer')).toHaveTextContent('0:00 / 0:30');
    await expect(canvas.getByRole('meter')).toBeVisible();
  },
};

/** Only keys: record, pause, go on, stop, hear it, trim it, hand it in. */
export const ByKeys: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Record' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    // The button stays where it is, and is now for stopping.
    await expect(await canvas.findByRole('button', { name: 'Stop' }, { timeout: 60_000 })).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByRole('button', { name: 'Go on' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('button', { name: 'Pause' });
    await waitFor(() => expect(canvas.getByRole('timer')).toHaveTextContent('0:01'), { timeout: 60_000 });
    await userEvent.tab({ shift: true });
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('button', { name: 'Record again' }, { timeout: 60_000 });
    await expect(args.onRecording).toHaveBeenCalledWith(
      expect.objectContaining({ endedBy: 'stopped', mimeType: 'audio/wav' }),
    );
    canvas.getByRole('button', { name: 'Use this recording' }).focus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onSubmit).toHaveBeenCalledWith(expect.any(Blob), expect.objectContaining({ channels: 1 }));
  },
};

/** It stops by itself at its longest length, and says so. */
export const Limit: Story = {
  args: { maxDuration: 1 },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await expect(
      await canvas.findByText('The recording was stopped at its longest length.', {}, { timeout: 60_000 }),
    ).toBeVisible();
  },
};

export const Denied: Story = {
  parameters: { microphone: 'denied' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The microphone is not allowed for this page.');
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const NoDevice: Story = {
  parameters: { microphone: 'missing' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('No microphone was found.');
  },
};

/** What was recorded until the microphone went away is kept. */
export const Unplugged: Story = {
  parameters: { microphone: 'unplugged' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await expect(await canvas.findByRole('alert', {}, { timeout: 60_000 })).toHaveTextContent(
      'The microphone was disconnected.',
    );
    await expect(await canvas.findByRole('button', { name: 'Use this recording' })).toBeVisible();
  },
};
