import { PotooProvider } from '@potoo/react/provider';
import { VoiceCloner } from '@potoo/react/voice-cloner';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, type within } from 'storybook/test';
import { fixtureUrl } from '../fixtures/fixtures.ts';
import { createFixtureService } from '../service/FixtureService.ts';

const meta = {
  title: 'Components/VoiceCloner',
  component: VoiceCloner,
  parameters: { microphone: 'recording', service: {} },
  decorators: [
    (Story, { parameters }) => (
      <PotooProvider service={createFixtureService(parameters['service'])}>
        <Story />
      </PotooProvider>
    ),
  ],
} satisfies Meta<typeof VoiceCloner>;

export default meta;
type Story = StoryObj<typeof meta>;

type Canvas = ReturnType<typeof within>;

/** A busy machine decodes, looks and speaks slowly. */
const PATIENT = { timeout: 20_000 };

async function agree(canvas: Canvas): Promise<void> {
  await userEvent.type(canvas.getByLabelText('Whose voice is it?'), 'Ada Abara');
  await userEvent.click(canvas.getByRole('checkbox'));
  await userEvent.click(canvas.getByRole('button', { name: 'Go on' }));
  await canvas.findByRole('button', { name: 'Record' });
}

async function give(canvasElement: HTMLElement, file: string): Promise<void> {
  const blob = await (await fetch(fixtureUrl(file))).blob();
  const input = canvasElement.querySelector<HTMLInputElement>('input[type="file"]');
  if (input) await userEvent.upload(input, new File([blob], file, { type: 'audio/wav' }));
}

/** Nothing is recorded before somebody has agreed. */
export const Consent: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }));
    await expect(canvas.getByLabelText('Whose voice is it?')).toBeInvalid();
    await expect(canvas.queryByRole('button', { name: 'Record' })).toBeNull();
  },
};

/** A text to read, and a file for those who have one. */
export const Reference: Story = { play: async ({ canvas }) => agree(canvas) };

/** What is good about the recording, and what would be better. */
export const Review: Story = {
  play: async ({ canvas, canvasElement }) => {
    await agree(canvas);
    await give(canvasElement, 'conversation.wav');
    await expect(await canvas.findByText(/^\d+ s: long enough$/)).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Clone this voice' })).toBeEnabled();
  },
};

/** A recording that is too short is not sent. */
export const TooShort: Story = {
  play: async ({ canvas, canvasElement }) => {
    await agree(canvas);
    await give(canvasElement, 'short.wav');
    await expect(await canvas.findByText(/at least three seconds are needed/)).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Clone this voice' })).toBeDisabled();
  },
};

/** The voice is there, and says something. */
export const Cloned: Story = {
  play: async ({ canvas, canvasElement }) => {
    await agree(canvas);
    await give(canvasElement, 'potoo.wav');
    await userEvent.click(await canvas.findByRole('button', { name: 'Clone this voice' }, PATIENT));
    await userEvent.click(await canvas.findByRole('button', { name: 'Try it' }, PATIENT));
    await canvas.findByRole('button', { name: 'Stop' }, PATIENT);
    await canvas.findByRole('button', { name: 'Try it' }, PATIENT);
    await expect(canvas.queryByRole('alert')).toBeNull();
  },
};

/** A service that does not clone says so; nothing that was done is lost. */
export const Unsupported: Story = {
  parameters: { service: { cannotClone: true } },
  play: async ({ canvas, canvasElement }) => {
    await agree(canvas);
    await give(canvasElement, 'conversation.wav');
    await userEvent.click(await canvas.findByRole('button', { name: 'Clone this voice' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The service of these pages has no cloneVoice().');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Clone this voice' })).toBeEnabled());
  },
};

export const Denied: Story = {
  parameters: { microphone: 'denied' },
  play: async ({ canvas }) => {
    await agree(canvas);
    await userEvent.click(canvas.getByRole('button', { name: 'Record' }));
    await waitFor(() => expect(canvas.getByText('The microphone is not allowed for this page.')).toBeVisible());
  },
};
