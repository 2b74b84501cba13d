import type { PotooError } from '@potoo/core';
import { type AssetProgress, createBrowserEngine, type ExtraVoices } from '@potoo/engine/browser';
import { ErrorNote } from '@potoo/react/error-note';
import { PotooProvider } from '@potoo/react/provider';
import { SpeakButton } from '@potoo/react/speak-button';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { expect, userEvent } from 'storybook/test';

/** How far the model is. */
type Stage =
  | { readonly name: 'needed' | 'ready' }
  | { readonly name: 'coming'; readonly progress?: AssetProgress }
  | { readonly name: 'failed'; readonly error: PotooError };

/** As `@potoo/engine/browser/espeak` gives it, but from the folder of the other assets: no second copy is bundled. */
const ESPEAK: ExtraVoices = { backend: 'espeak', addresses: {} };

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** A neural voice: a model that the page fetches when it is asked to, and keeps. */
function NeuralVoice({ text, modelBase }: { readonly text: string; readonly modelBase: string }) {
  const [stage, setStage] = useState<Stage>({ name: 'needed' });
  const [engine] = useState(() =>
    createBrowserEngine({
      extraVoices: [ESPEAK],
      assetBase: new URL('neural/', document.baseURI),
      neural: { models: ['kokoro'], modelBase },
      onAssetProgress: (progress) => setStage({ name: 'coming', progress }),
    }),
  );
  useEffect(() => () => void engine.close(), [engine]);
  const fetchModel = () => {
    setStage({ name: 'coming' });
    engine.warm({ voice: 'af_heart' }).then(
      () => setStage({ name: 'ready' }),
      (error: PotooError) => setStage({ name: 'failed', error }),
    );
  };
  return (
    <PotooProvider service={engine}>
      <div className="stack live-voice">
        <p>{text}</p>
        {stage.name === 'needed' && (
          <button type="button" data-potoo="button" data-look="primary" onClick={fetchModel}>
            Fetch Kokoro, about 90 MB
          </button>
        )}
        {stage.name === 'coming' && <Coming progress={stage.progress} />}
        {stage.name === 'failed' && <ErrorNote error={stage.error} onRetry={fetchModel} />}
        {stage.name === 'ready' && <SpeakButton text={text} speech={{ voice: 'af_heart' }} />}
      </div>
    </PotooProvider>
  );
}

function Coming({ progress }: { readonly progress: AssetProgress | undefined }) {
  const told = progress && `${progress.asset}: ${megabytes(progress.loaded)} of ${megabytes(progress.total)}`;
  return (
    <p role="status">
      {told ?? 'Starting…'} <progress aria-label="Fetched" max={progress?.total} value={progress?.loaded} />
    </p>
  );
}

const meta = {
  title: 'Voice in the browser/Neural voice',
  component: NeuralVoice,
  args: {
    text: 'A neural voice, computed on your own machine: nothing that it says goes anywhere.',
    modelBase: 'https://huggingface.co/',
  },
} satisfies Meta<typeof NeuralVoice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Nothing is fetched before it is asked for; then the model is kept, and speaks without a network from the next visit on. */
export const NeedsDownload: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: /^Fetch Kokoro/ })).toBeEnabled();
    await expect(canvas.queryByRole('status')).not.toBeInTheDocument();
  },
};

/** Where the models cannot be reached, the error says so, and the next try may work. */
export const CannotBeReached: Story = {
  // No server listens there, and browsers do not even ask.
  args: { modelBase: 'http://127.0.0.1:9/' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Fetch Kokoro/ }));
    const alert = await canvas.findByRole('alert', undefined, { timeout: 60_000 });
    await expect(alert).toHaveTextContent(/could not be fetched|connection/);
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
    await expect(await canvas.findByRole('alert', undefined, { timeout: 60_000 })).toBeVisible();
  },
};
