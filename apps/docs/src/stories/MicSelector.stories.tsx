import { MicSelector } from '@potoo/react/mic-selector';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';

const meta = {
  title: 'Components/MicSelector',
  component: MicSelector,
  args: { onValueChange: fn() },
  parameters: { microphone: 'recording' },
} satisfies Meta<typeof MicSelector>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Before a permission: nobody is asked for anything. */
export const BeforePermission: Story = {
  play: async ({ canvas }) => {
    await expect(
      within(canvas.getByRole('combobox', { name: 'Microphone' })).getAllByRole('option')[0],
    ).toHaveTextContent("The system's microphone");
  },
};

/** Names stay as the system gives them, and nothing is chosen by itself. */
export const Open: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Try it' }));
    const meter = await canvas.findByRole('meter', { name: 'Level' });
    await waitFor(() => expect(Number(meter.getAttribute('aria-valuenow'))).toBeGreaterThan(0), { timeout: 4000 });
    const list = canvas.getByRole('combobox', { name: 'Microphone' });
    await within(list).findByRole('option', { name: 'Blue Yeti (USB Advanced Audio Device) (b58e:9e84)' });
    await expect(args.onValueChange).not.toHaveBeenCalled();
    await userEvent.selectOptions(list, 'usb');
    await expect(args.onValueChange).toHaveBeenCalledWith('usb');
  },
};

/** A chosen microphone that is not there stays chosen, and says so. */
export const Disconnected: Story = {
  args: { value: 'gone-yesterday' },
  play: async ({ canvas }) => {
    await expect(
      canvas.getByRole('option', { name: 'The chosen microphone (disconnected)', selected: true }),
    ).toBeInTheDocument();
  },
};

async function tryIt({ canvas }: { canvas: ReturnType<typeof within> }): Promise<void> {
  await userEvent.click(canvas.getByRole('button', { name: 'Try it' }));
  await expect(await canvas.findByRole('alert', {}, { timeout: 4000 })).toBeVisible();
}

export const Denied: Story = { parameters: { microphone: 'denied' }, play: tryIt };

export const NoDevice: Story = { parameters: { microphone: 'missing' }, play: tryIt };

/** Another program holds it. */
export const Busy: Story = { parameters: { microphone: 'busy' }, play: tryIt };

export const Unplugged: Story = { parameters: { microphone: 'unplugged' }, play: tryIt };

export const Unsupported: Story = {
  parameters: { microphone: 'unsupported' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('This browser has no microphones for pages.');
  },
};
