import { UnreachableError } from '@potoo/core';
import { ConversationView } from '@potoo/react/conversation-view';
import { PotooProvider } from '@potoo/react/provider';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createFixtureService } from '../service/FixtureService.ts';

const meta = {
  title: 'Components/ConversationView',
  component: ConversationView,
  parameters: { microphone: 'recording', service: {} },
  decorators: [
    (Story, { parameters }) => (
      <PotooProvider service={createFixtureService(parameters['service'])}>
        <Story />
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof ConversationView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Idle: Story = {};

/** In writing: the reply is heard while it is shown. The service of these pages has one answer. */
export const Written: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Write instead' }), 'What is a potoo?{Enter}');
    await expect(await canvas.findByText('What is a potoo?')).toBeVisible();
    await expect(await canvas.findByText(/^It is almost all mouth\./)).toBeVisible();
    await userEvent.click(await canvas.findByRole('button', { name: 'Stop the reply' }));
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Stop the reply' })).toBeNull());
  },
};

export const Denied: Story = {
  parameters: { microphone: 'denied' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Talk' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The microphone is not allowed for this page.');
  },
};

export const ServiceAway: Story = {
  parameters: { service: { failure: new UnreachableError('The voice server does not answer.') } },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Write instead' }), 'Hello?{Enter}');
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The voice server does not answer.');
  },
};
