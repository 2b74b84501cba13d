import { UnreachableError } from '@potoo/core';
import { Narrator } from '@potoo/react/narrator';
import { PotooProvider } from '@potoo/react/provider';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { storyService } from '../service/storyService.ts';

const meta = {
  title: 'Components/Narrator',
  component: Narrator,
  parameters: { service: {} },
  decorators: [
    (Story, setting) => (
      <PotooProvider service={storyService(setting)}>
        <article className="article">
          <h2 data-potoo-skip>Still as a branch</h2>
          <Story />
          <p>
            The potoo sits still all day and looks like a broken branch. At night it opens its mouth, and the whole
            forest listens.
          </p>
          <p>It is almost all mouth. That is why we named a voice library after it.</p>
        </article>
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof Narrator>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Idle: Story = {};

/** It finds the article, reads it, and marks the word that is heard; the page itself stays as it is. */
export const Reading: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Listen to this article' }));
    await canvas.findByRole('button', { name: 'Pause' });
    await waitFor(() => expect(CSS.highlights.get('potoo-word')?.size).toBe(1), { timeout: 60_000 });
    await expect(canvas.getByText('1 / 2')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await canvas.findByRole('button', { name: 'Go on' });
  },
};

export const ServiceAway: Story = {
  parameters: { service: { failure: new UnreachableError('The voice server does not answer.') } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Listen to this article' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The voice server does not answer.');
  },
};
