import { UnreachableError } from '@potoo/core';
import { LiveTranscript } from '@potoo/react/live-transcript';
import { PotooProvider } from '@potoo/react/provider';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { createFixtureService } from '../service/FixtureService.ts';

const meta = {
  title: 'Components/LiveTranscript',
  component: LiveTranscript,
  parameters: { microphone: 'recording', service: {} },
  decorators: [
    (Story, { parameters }) => (
      <PotooProvider service={createFixtureService(parameters['service'])}>
        <Story />
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof LiveTranscript>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Idle: Story = {};

/** Listening: the sign and the level, for as long as the microphone is open. */
export const Listening: Story = {
  parameters: { service: { silent: true } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Listen' }));
    await canvas.findByRole('button', { name: 'Stop' }, { timeout: 60_000 });
    await expect(canvas.getByRole('meter', { name: 'Level' })).toBeVisible();
  },
};

export const Denied: Story = {
  parameters: { microphone: 'denied' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Listen' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The microphone is not allowed for this page.');
  },
};

/** The service is away while somebody speaks. */
export const ServiceAway: Story = {
  parameters: {
    service: {
      failure: new UnreachableError('The voice server does not answer.', { hint: 'Start it with `potoo serve`.' }),
    },
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Listen' }));
    await expect(await canvas.findByRole('alert', {}, { timeout: 60_000 })).toHaveTextContent(
      'The voice server does not answer.',
    );
  },
};
