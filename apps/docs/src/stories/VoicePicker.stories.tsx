import type { Voice } from '@potoo/core';
import { type PreviewSource, usePersistedVoice, VoicePicker, type VoicePickerProps } from '@potoo/react/voice-picker';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { fixtureUrl, voicesFixture } from '../fixtures/fixtures.ts';
import { manyVoices } from '../fixtures/manyVoices.ts';

const SAMPLES: Readonly<Record<string, string>> = { slt: 'potoo.wav', rms: 'reply.wav', awb: 'short.wav' };

const previewSource: PreviewSource = (voice) => fixtureUrl(SAMPLES[voice.id] ?? 'short.wav');

const meta = {
  title: 'Components/VoicePicker',
  component: VoicePicker,
  args: {
    voices: [],
    onValueChange: fn(),
    onInstall: fn(),
    previewSource,
  },
} satisfies Meta<typeof VoicePicker>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadVoices = async () => ({ voices: await voicesFixture() });
const MANY = manyVoices(1000);

/** The voices of the engine. */
export const Closed: Story = {
  loaders: [loadVoices],
  render: (args, { loaded }) => <VoicePicker {...args} voices={loaded['voices']} defaultValue="flite/slt" />,
};

/** By keys alone: a letter opens it, arrows walk, Shift+Enter lets a voice be heard, Enter chooses it. */
export const ByKeys: Story = {
  loaders: [loadVoices],
  render: (args, { loaded }) => <VoicePicker {...args} voices={loaded['voices']} />,
  play: async ({ args, canvas }) => {
    const trigger = canvas.getByRole('button', { name: 'Voice: Choose a voice' });
    trigger.focus();
    await userEvent.keyboard('s');
    const search = await screen.findByRole('combobox', { name: 'Search' });
    await expect(search).toHaveFocus();
    await userEvent.keyboard('lt');
    await expect(search).toHaveValue('slt');
    const options = within(screen.getByRole('listbox', { name: 'Voice' })).getAllByRole('option');
    await expect(options).toHaveLength(1);
    await expect(search).toHaveAttribute('aria-activedescendant', options[0]?.id);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Stop / })).toBeVisible());
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await userEvent.keyboard('{Enter}');
    await expect(args.onValueChange).toHaveBeenCalledWith('flite/slt', expect.objectContaining({ id: 'slt' }));
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
    await expect(trigger).toHaveFocus();
  },
};

/** Cloned voices first, then what speaks at once, then what can be installed; drawn only where it is in sight. */
export const ThousandVoices: Story = {
  args: { voices: MANY, defaultOpen: true, defaultVoice: 'kokoro/voice-0' },
  play: async () => {
    const list = await screen.findByRole('listbox', { name: 'Voice' });
    await expect(within(list).getByText('Your voices')).toBeVisible();
    await expect(within(list).getAllByRole('option').length).toBeLessThan(40);
    await expect(within(list).getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '1000');
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(within(list).getAllByRole('option').at(-1)).toHaveAttribute('aria-posinset', '1000'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'ja');
    await waitFor(() => expect(within(list).getAllByRole('option')[0]).toHaveTextContent('Japanese'));
  },
};

/** What is not there can be installed; what is on its way says so. */
export const InstallStates: Story = {
  args: {
    voices: MANY.slice(0, 12),
    defaultOpen: true,
  },
  play: async ({ args }) => {
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'Bram');
    await userEvent.click(screen.getByRole('button', { name: 'Install kokoro' }));
    await expect(args.onInstall).toHaveBeenCalledWith(expect.objectContaining({ name: 'Bram Abara' }));
  },
};

export const NothingMatches: Story = {
  args: { voices: MANY.slice(0, 12), defaultOpen: true },
  play: async () => {
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'klingon');
    await expect(screen.getByRole('status')).toHaveTextContent('Nothing matches.');
  },
};

/** A sample that cannot be made says so, where it was asked for. */
export const PreviewFails: Story = {
  args: {
    voices: MANY.slice(0, 3),
    defaultOpen: true,
    previewSource: () => Promise.reject(new Error('The service is away.')),
  },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: /^Hear / }));
    await expect(await screen.findByText(/cannot be heard now\.$/)).toBeVisible();
  },
};

export const Loading: Story = { args: { loading: true } };

export const Disabled: Story = { args: { voices: MANY.slice(0, 3), defaultValue: 'kokoro/voice-1', disabled: true } };

const LONG: Voice = {
  id: 'de-DE-long',
  name: 'Die Stimme der Donaudampfschifffahrtsgesellschaftskapitänswitwe (aufgenommen in Wien)',
  model: 'a-model-with-a-very-long-name-2026-11',
  languages: ['de-AT'],
  gender: 'female',
  state: 'available',
};

export const LongText: Story = { args: { voices: [LONG, ...MANY.slice(0, 3)], defaultOpen: true } };

function Persisted(props: VoicePickerProps) {
  const [voice, setVoice] = usePersistedVoice('story-voice');
  return <VoicePicker {...props} value={voice} onValueChange={setVoice} />;
}

/** `usePersistedVoice` keeps the choice for the next visit. */
export const Remembered: Story = {
  args: { voices: MANY.slice(0, 12) },
  render: (args) => <Persisted {...args} />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: /^Voice: / }));
    await userEvent.keyboard('{End}{Enter}');
    await expect(localStorage.getItem('story-voice')).toMatch(/^\w+\/voice-\d+$/);
    localStorage.removeItem('story-voice');
  },
};
