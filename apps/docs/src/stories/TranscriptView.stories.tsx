import { TranscriptView, TranscriptViewExport, TranscriptViewRoot } from '@potoo/react/transcript-view';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { conversationFixture } from '../fixtures/fixtures.ts';

const meta = {
  title: 'Components/TranscriptView',
  component: TranscriptView,
  args: { onSeek: fn(), onTranscriptChange: fn() },
} satisfies Meta<typeof TranscriptView>;

export default meta;
type Story = StoryObj<typeof meta>;

const loadConversation = async () => ({ transcript: (await conversationFixture()).transcript });

/** Two speakers. The word that is heard is marked, and each word can be gone to. */
export const Conversation: Story = {
  loaders: [loadConversation],
  render: (args, { loaded }) => <TranscriptView {...args} transcript={loaded['transcript']} currentTime={7.5} />,
  play: async ({ args, canvas, canvasElement }) => {
    const current = canvasElement.querySelectorAll('[aria-current]');
    await expect(current).toHaveLength(1);
    await expect(canvasElement.querySelectorAll('[data-word][tabindex="0"]')).toHaveLength(1);
    const word = canvas.getByText('bird', { exact: true });
    await userEvent.click(word);
    const [first] = (args.onSeek as ReturnType<typeof fn>).mock.lastCall ?? [];
    await expect(first).toBeGreaterThan(0);
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expect(document.activeElement).toHaveTextContent('last');
    await userEvent.keyboard('{ArrowDown}');
    await expect(document.activeElement).toHaveTextContent('I');
    await userEvent.keyboard('{End}{Enter}');
    await expect(document.activeElement).toHaveTextContent('spectrogram.');
  },
};

/** Text and speakers can be changed; times stay with the words that stay. */
export const Editable: Story = {
  loaders: [loadConversation],
  render: (args, { loaded }) => <TranscriptView {...args} defaultTranscript={loaded['transcript']} editable />,
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the text at 0:00' }));
    const text = canvas.getByLabelText<HTMLTextAreaElement>('Text');
    await expect(text).toHaveFocus();
    await userEvent.clear(text);
    await userEvent.type(text, 'Did you see the bird last night?');
    await userEvent.clear(canvas.getByLabelText('Speaker'));
    await userEvent.type(canvas.getByLabelText('Speaker'), 'Ada');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await expect(canvas.getAllByText('Ada')).toHaveLength(3);
    await expect(args.onTranscriptChange).toHaveBeenCalled();
  },
};

/** SubRip, WebVTT and plain text, with what was changed. */
export const Export: Story = {
  loaders: [loadConversation],
  render: (args, { loaded }) => (
    <TranscriptViewRoot {...args} transcript={loaded['transcript']}>
      <TranscriptViewExport fileName="night" onExport={saved} />
    </TranscriptViewRoot>
  ),
  play: async ({ canvas }) => {
    for (const format of ['SRT', 'VTT', 'TXT']) {
      await userEvent.click(canvas.getByRole('button', { name: `Save as ${format}` }));
    }
    const files: File[] = saved.mock.calls.map(([file]) => file);
    const [srt = '', vtt = '', txt = ''] = await Promise.all(files.map((file) => file.text()));
    await expect(files.map(({ name }) => name)).toEqual(['night.srt', 'night.vtt', 'night.txt']);
    await expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:\d\d,\d{3}\nDid you hear/);
    await expect(vtt).toMatch(/^WEBVTT\n\n00:00:00\.\d{3} -->/);
    await expect(txt).toMatch(/^Speaker 1: Did you hear .*\n\nSpeaker 2: I thought/);
  },
};

const saved = fn();

export const Empty: Story = {};

/** Silence gives no words, and none are made up. */
export const Silence: Story = {
  args: {
    transcript: {
      text: '',
      language: 'en',
      duration: 4,
      segments: [],
      model: 'pocketsphinx',
      warnings: [],
      usage: {},
      response: {},
    },
  },
};

/** Four thousand words: one tab stop, and nothing renders while it plays. */
export const Long: Story = {
  // The same elements as in Conversation; axe looks at each word for itself and takes minutes.
  parameters: { a11y: { test: 'off' } },
  loaders: [loadConversation],
  render: (args, { loaded }) => {
    const { segments, duration, ...rest } = loaded['transcript'];
    const long = Array.from({ length: 50 }, (_, round) =>
      segments.map((segment: { start: number; end: number; words: Array<{ start: number; end: number }> }) => {
        const offset = round * duration;
        const words = segment.words.map((word) => ({ ...word, start: word.start + offset, end: word.end + offset }));
        return { ...segment, start: segment.start + offset, end: segment.end + offset, words };
      }),
    ).flat();
    const transcript = { ...rest, duration: duration * 50, segments: long };
    return (
      <TranscriptView {...args} transcript={transcript} currentTime={200} className="bounded" exportable={false} />
    );
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    await expect(canvasElement.querySelectorAll('[data-word]').length).toBeGreaterThan(3500);
  },
};
