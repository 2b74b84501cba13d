import type { Job } from '@potoo/core';
import { JobProgress } from '@potoo/react/job-progress';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';

const meta = {
  title: 'Components/JobProgress',
  component: JobProgress,
  args: { onCancel: fn(), onRetry: fn() },
} satisfies Meta<typeof JobProgress>;

export default meta;
type Story = StoryObj<typeof meta>;

const JOB: Job = {
  id: 'job_01',
  status: 'running',
  progress: 0.42,
  type: 'separate',
  stage: 'block 3 of 7',
  createdAt: new Date('2026-11-30T10:00:00Z'),
};

export const Submitting: Story = {};

export const Queued: Story = { args: { job: { ...JOB, status: 'queued', progress: 0 } } };

export const Running: Story = {
  args: { job: JOB },
  play: async ({ args, canvas }) => {
    await expect(canvas.getByRole('progressbar', { name: 'Progress' })).toHaveProperty('value', 0.42);
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }));
    await expect(args.onCancel).toHaveBeenCalledOnce();
  },
};

export const Completed: Story = {
  args: {
    job: {
      ...JOB,
      status: 'completed',
      progress: 1,
      results: ['vocals.wav', 'drums.wav', 'bass.wav', 'other.wav'].map((name) => ({
        name,
        url: `#${name}`,
        contentType: 'audio/wav',
        bytes: 10_584_044,
        expiresAt: new Date('2026-12-01T10:00:00Z'),
      })),
    },
  },
};

export const Failed: Story = {
  args: {
    job: {
      ...JOB,
      status: 'failed',
      error: {
        code: 'internal_error',
        message: 'The separation was ended: it needed more memory than it may have.',
        hint: 'Send a shorter recording, or ask for fewer stems.',
      },
    },
  },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
    await expect(args.onRetry).toHaveBeenCalledOnce();
  },
};

export const Cancelled: Story = { args: { job: { ...JOB, status: 'cancelled' } } };

/** Up to 50 texts; one that fails does not fail the others. */
export const Batch: Story = {
  args: {
    job: {
      ...JOB,
      type: 'batch',
      stage: '3 of 4 texts',
      items: [
        { index: 0, status: 'completed', resultUrl: '#0' },
        { index: 1, status: 'completed', resultUrl: '#1' },
        { index: 2, status: 'failed', error: { code: 'bad_request', message: 'The text is empty.' } },
        { index: 3, status: 'running' },
      ],
    },
  },
};
