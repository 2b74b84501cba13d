import { StemMixer } from '@potoo/react/stem-mixer';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { stemsFixture } from '../fixtures/fixtures.ts';

const meta = { title: 'Components/StemMixer', component: StemMixer, args: { stems: [] } } satisfies Meta<
  typeof StemMixer
>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadStems = async () => ({
  stems: (await stemsFixture()).map(({ name, url }) => ({ name, source: url })),
});

/** A song, as the engine separates it. */
export const Song: Story = {
  loaders: [loadStems],
  render: (args, { loaded }) => <StemMixer {...args} stems={loaded['stems']} />,
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(canvasElement.querySelector('[data-state="playing"]')).not.toBeNull(), {
      timeout: 5000,
    });
    await userEvent.click(canvas.getByRole('button', { name: 'Only Drums' }));
    await expect(canvas.getByRole('button', { name: 'Only Drums' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(canvas.getByRole('button', { name: 'Mute Vocals' }));
    canvas.getByRole('slider', { name: 'Seek' }).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await waitFor(() =>
      expect(canvas.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
        'aria-valuetext',
        expect.stringMatching(/^[56] seconds of 10 seconds$/),
      ),
    );
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await canvas.findByRole('button', { name: 'Play' });
  },
};

export const Empty: Story = {};

/** A result that is gone: why, and a way to try again. */
export const Failed: Story = {
  args: { stems: [{ name: 'vocals', source: 'no-such-file.mp3' }] },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await expect(await canvas.findByRole('alert')).toBeVisible();
  },
};
