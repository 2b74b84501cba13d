import { UnreachableError } from '@potoo/core';
import { PotooProvider } from '@potoo/react/provider';
import { SpeakButton } from '@potoo/react/speak-button';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { holdSoundBack } from '../devices/holdSoundBack.ts';
import { speechFixture } from '../fixtures/fixtures.ts';
import { storyService } from '../service/storyService.ts';

const POTOO =
  'The potoo sits still all day and looks like a broken branch. At night it opens its mouth, and the whole forest listens.';

const meta = {
  title: 'Components/SpeakButton',
  component: SpeakButton,
  args: { text: POTOO, onError: fn() },
  parameters: { service: {} },
  decorators: [
    (Story, setting) => (
      <PotooProvider service={storyService(setting)}>
        <Story />
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof SpeakButton>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The sound comes while it is made; a second press stops it. */
export const Idle: Story = {
  play: async ({ canvas }) => {
    await expect((await speechFixture('potoo')).text).toBe(POTOO);
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    const stop = await canvas.findByRole('button', { name: 'Stop' });
    await expect(stop).toHaveAttribute('data-state', 'playing');
    await userEvent.click(stop);
    await canvas.findByRole('button', { name: 'Read aloud' });
  },
};

export const Preparing: Story = {
  parameters: { service: { silent: true } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    await expect(await canvas.findByRole('button', { name: 'Preparing…' })).toHaveAttribute('aria-busy', 'true');
  },
};

/** What went wrong is announced once, and pressing tries again. */
export const Failed: Story = {
  parameters: {
    service: {
      failure: new UnreachableError('The voice server does not answer.', { hint: 'Start it with `potoo serve`.' }),
    },
  },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    await waitFor(() => expect(canvas.getByRole('alert')).toHaveTextContent('The voice server does not answer.'));
    await waitFor(() => expect(args.onError).toHaveBeenCalledOnce());
  },
};

/** A text that is still arriving is spoken sentence by sentence. */
export const StillArriving: Story = {
  args: {
    text: async function* () {
      for (const word of POTOO.split(/(?<= )/)) yield word;
    },
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    await userEvent.click(await canvas.findByRole('button', { name: 'Stop' }));
  },
};

export const IconOnly: Story = { args: { iconOnly: true } };

/** Before anybody has clicked on a page, browsers hold sound back. Nothing is tried again until it is pressed. */
export const Blocked: Story = {
  beforeEach: holdSoundBack,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    await canvas.findByRole('button', { name: 'Press to hear it' });
  },
};
