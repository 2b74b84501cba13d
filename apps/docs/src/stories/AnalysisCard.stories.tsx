import type { Analysis } from '@potoo/core';
import { AnalysisCard } from '@potoo/react/analysis-card';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn } from 'storybook/test';
import { analysisFixture } from '../fixtures/fixtures.ts';

const meta = {
  title: 'Components/AnalysisCard',
  component: AnalysisCard,
  args: { onRetry: fn() },
} satisfies Meta<typeof AnalysisCard>;

export default meta;
type Story = StoryObj<typeof meta>;

/** What the engine finds in the song that the stories play. */
export const Music: Story = {
  loaders: [async () => ({ analysis: await analysisFixture() })],
  render: (args, { loaded }) => <AnalysisCard {...args} analysis={loaded['analysis']} />,
  play: async ({ canvas, loaded }) => {
    const { bpm } = loaded['analysis'] as Analysis;
    await expect(canvas.getByText(`${Math.round((bpm ?? 0) * 10) / 10} BPM`)).toBeVisible();
  },
};

const SPEECH: Analysis = {
  key: null,
  scale: null,
  bpm: null,
  timeSignature: null,
  camelot: null,
  compatibleKeys: [],
  confidence: { key: 0, bpm: 0, timeSignature: 0 },
  alternatives: { keys: [], tempos: [] },
  content: 'speech',
  duration: 42.6,
  loudness: -19.4,
  truePeak: -2.1,
  silence: {
    share: 0.18,
    stretches: [
      { start: 0, end: 1.2 },
      { start: 14, end: 16.8 },
      { start: 30.5, end: 34.1 },
    ],
  },
  beats: [],
  downbeats: [],
  warnings: [],
  usage: {},
  response: {},
};

/** Speech has no key and no tempo: those figures are left out. */
export const Speech: Story = {
  args: { analysis: SPEECH },
  play: async ({ canvas }) => {
    await expect(canvas.queryByText('Key')).toBeNull();
    await expect(canvas.getByText('18% silent, in 3 stretches')).toBeVisible();
  },
};

export const Loading: Story = { args: { loading: true } };

export const Empty: Story = {};

export const Failed: Story = {
  args: {
    error: {
      message: 'The file holds no audio that can be read.',
      hint: 'Send WAV, MP3, FLAC, Ogg, AAC, M4A or WebM.',
    },
  },
};
