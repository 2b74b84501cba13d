import { AudioDropzone } from '@potoo/react/audio-dropzone';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, waitFor } from 'storybook/test';

const meta = {
  title: 'Components/AudioDropzone',
  component: AudioDropzone,
  args: { onFiles: fn(), onReject: fn() },
} satisfies Meta<typeof AudioDropzone>;

export default meta;
type Story = StoryObj<typeof meta>;

const RECORDING = new File(['RIFF'], 'interview.wav', { type: 'audio/wav' });
const LETTER = new File(['Dear'], 'letter.pdf', { type: 'application/pdf' });

/** Drags files over the zone, or drops them, as a browser does. */
function drag(canvasElement: HTMLElement, type: 'dragenter' | 'drop', ...files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  const zone = canvasElement.querySelector('[data-potoo="audio-dropzone"]');
  zone?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}

export const Idle: Story = {
  play: async ({ args, canvasElement, canvas }) => {
    drag(canvasElement, 'drop', RECORDING);
    await waitFor(() => expect(args.onFiles).toHaveBeenCalledWith([RECORDING]));
    await expect(canvas.getByRole('button', { name: 'Choose audio' })).toBeVisible();
  },
};

export const Dragging: Story = {
  play: async ({ canvasElement, canvas }) => {
    drag(canvasElement, 'dragenter', RECORDING);
    await expect(await canvas.findByText('Let go to add the recording.')).toBeVisible();
  },
};

/** What is no audio, or too large, is refused with the reason. */
export const Rejected: Story = {
  args: { maxBytes: 1000, multiple: true },
  play: async ({ args, canvasElement, canvas }) => {
    const large = new File(['a long recording of a bird'.repeat(70)], 'night.flac', { type: 'audio/flac' });
    drag(canvasElement, 'drop', LETTER, large);
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      /letter\.pdf: this is not an audio or video file\./,
    );
    await expect(canvas.getByRole('alert')).toHaveTextContent(/night\.flac: 2 kB is more than the 1 kB/);
    await expect(args.onFiles).not.toHaveBeenCalled();
  },
};

export const Disabled: Story = { args: { disabled: true } };
