import type { Voice } from '@potoo/core';
import { PotooProvider } from '@potoo/react/provider';
import { SpeakButton } from '@potoo/react/speak-button';
import { VoicePicker } from '@potoo/react/voice-picker';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent } from 'storybook/test';
import { liveService } from '../service/storyService.ts';

/** A text, a voice and a button: all that a page needs to speak by itself. */
function LiveVoice({ voices, text: initial }: { readonly voices: readonly Voice[]; readonly text: string }) {
  const [text, setText] = useState(initial);
  const [voice, setVoice] = useState<string>('flite/slt');
  return (
    <PotooProvider service={liveService()}>
      <div className="stack live-voice">
        <label className="stack">
          What is said
          <textarea rows={4} value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <VoicePicker voices={voices} value={voice} onValueChange={(chosen) => setVoice(chosen ?? 'flite/slt')} />
        <SpeakButton text={text} speech={{ voice }} />
      </div>
    </PotooProvider>
  );
}

const meta = {
  title: 'Voice in the browser/Live voice',
  component: LiveVoice,
  args: {
    voices: [],
    text: 'No server speaks here. This page itself does, in a Worker, and it can say whatever you write.',
  },
  loaders: [async () => ({ voices: await liveService().listVoices() })],
  render: (args, { loaded }) => <LiveVoice {...args} voices={loaded['voices']} />,
} satisfies Meta<typeof LiveVoice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The first time the voices are fetched, 15 MB over the wire; from then on it speaks at once, with or without a network. */
export const Speaking: Story = {
  play: async ({ canvas }) => {
    const text = canvas.getByRole('textbox', { name: 'What is said' });
    await userEvent.clear(text);
    await userEvent.type(text, 'Nobody has recorded this sentence, and it is heard all the same.');
    await userEvent.click(canvas.getByRole('button', { name: 'Read aloud' }));
    const stop = await canvas.findByRole('button', { name: 'Stop' }, { timeout: 60_000 });
    await expect(stop).toBeVisible();
    await userEvent.click(stop);
    await canvas.findByRole('button', { name: 'Read aloud' });
  },
};
