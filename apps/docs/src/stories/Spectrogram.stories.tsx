import { computeSpectrogram } from '@potoo/core';
import { Spectrogram } from '@potoo/react/spectrogram';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { decodedFixture } from '../fixtures/fixtures.ts';

const meta = { title: 'Components/Spectrogram', component: Spectrogram } satisfies Meta<typeof Spectrogram>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Speech, measured in the page by `computeSpectrogram`. */
export const Speech: Story = {
  loaders: [async () => ({ spectrogram: computeSpectrogram(await decodedFixture('potoo.wav')) })],
  render: (args, { loaded }) => <Spectrogram {...args} spectrogram={loaded['spectrogram']} currentTime={2.4} />,
  play: async ({ canvas }) => {
    const picture = canvas.getByRole<HTMLCanvasElement>('img', {
      name: /^Spectrogram of \d+ seconds of audio, up to 8 kHz$/,
    });
    const { data } = picture.getContext('2d')?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] };
    const painted = [...data].filter((value, index) => index % 4 === 3 && value > 60).length;
    await expect(painted).toBeGreaterThan(picture.width);
  },
};

export const Music: Story = {
  loaders: [
    async () => ({
      spectrogram: computeSpectrogram(await decodedFixture('song.mp3'), { rows: 128, maxFrequency: 12_000 }),
    }),
  ],
  render: (args, { loaded }) => <Spectrogram {...args} spectrogram={loaded['spectrogram']} />,
};

export const Loading: Story = { args: { loading: true } };

export const Empty: Story = {};
