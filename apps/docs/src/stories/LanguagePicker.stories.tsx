import { LanguagePicker } from '@potoo/react/language-picker';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';

const LANGUAGES =
  'af ar bg bn ca cs da de el en-GB en-US es fa fi fr he hi hu id it ja ko nl pl pt-BR ru sv tr uk zh'.split(' ');

const meta = {
  title: 'Components/LanguagePicker',
  component: LanguagePicker,
  args: { languages: LANGUAGES, onValueChange: fn() },
} satisfies Meta<typeof LanguagePicker>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Closed: Story = { args: { detectable: true, defaultValue: 'auto' } };

/** Found by its name here, its own name, or its code; marks do not matter. */
export const Search: Story = {
  args: { defaultOpen: true },
  play: async ({ args }) => {
    const search = await screen.findByRole('combobox', { name: 'Search' });
    await userEvent.type(search, 'francais');
    await expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    await expect(args.onValueChange).toHaveBeenCalledWith('fr');
  },
};

/** It opens at what is chosen, beside its button. */
export const Open: Story = {
  args: { defaultOpen: true, defaultValue: 'nl' },
  play: async ({ canvas }) => {
    const search = await screen.findByRole('combobox', { name: 'Search' });
    const chosen = screen.getByRole('option', { selected: true });
    await expect(chosen).toHaveTextContent('Dutch');
    await expect(search).toHaveAttribute('aria-activedescendant', chosen.id);
    const trigger = canvas.getByRole('button', { name: /^Language: / });
    await waitFor(() =>
      expect(search.getBoundingClientRect().top).toBeGreaterThan(trigger.getBoundingClientRect().bottom),
    );
  },
};
