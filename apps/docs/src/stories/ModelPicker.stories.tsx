import { ModelPicker } from '@potoo/react/model-picker';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent } from 'storybook/test';
import { modelsFixture } from '../fixtures/fixtures.ts';

const meta = {
  title: 'Components/ModelPicker',
  component: ModelPicker,
  args: { models: [], onValueChange: fn() },
} satisfies Meta<typeof ModelPicker>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadModels = async () => ({ models: (await modelsFixture()).filter(({ type }) => type === 'tts') });

export const Closed: Story = {
  loaders: [loadModels],
  render: (args, { loaded }) => <ModelPicker {...args} models={loaded['models']} />,
};

/** What the engine knows: what is there, and what one command away is. */
export const Open: Story = {
  loaders: [loadModels],
  render: (args, { loaded }) => <ModelPicker {...args} models={loaded['models']} defaultOpen />,
};

export const Chosen: Story = {
  loaders: [loadModels],
  render: (args, { loaded }) => <ModelPicker {...args} models={loaded['models']} defaultOpen />,
  play: async ({ args }) => {
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'flite{Enter}');
    await expect(args.onValueChange).toHaveBeenCalledWith('flite', expect.objectContaining({ id: 'flite' }));
  },
};

/** With `onInstall`, what is not there can be fetched. */
export const Install: Story = {
  loaders: [loadModels],
  args: { onInstall: fn() },
  render: (args, { loaded }) => <ModelPicker {...args} models={loaded['models']} defaultOpen />,
  play: async ({ args }) => {
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'kokoro');
    await userEvent.click(await screen.findByRole('button', { name: /^Install / }));
    await expect(args.onInstall).toHaveBeenCalledWith(expect.objectContaining({ id: 'kokoro' }));
  },
};

export const Loading: Story = { args: { loading: true } };
