import type { ConvertAudioRequest } from '@potoo/core';
import { AUDIO_FORMATS } from '@potoo/core/formats';
import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { useTask } from '../../parts/useTask.ts';
import { Working } from '../../parts/Working.tsx';
import { type Recording, useRecording } from '../../recording/RecordingContext.ts';
import { RecordingInput } from '../../recording/RecordingInput.tsx';
import { useServer } from '../../server/ServerContext.ts';
import { ConvertedFile } from './ConvertedFile.tsx';
import { type ConversionSettings, ConvertSettings } from './ConvertSettings.tsx';

const BY_DEFAULT: ConversionSettings = {
  format: 'mp3',
  bitrate: 128,
  sampleRate: 0,
  channels: 'own',
  speed: 1,
  loudness: 0,
};

/** Changes format, rate, channels, bitrate, loudness or speed. */
export default function ConvertPage(): ReactElement {
  const { service } = useServer();
  const { recording } = useRecording();
  const [settings, setSettings] = useState(BY_DEFAULT);
  const fields = fieldsOf(settings);
  const task = useTask(async (signal, { blob, name }: Recording) => ({
    from: blob,
    ...(await service.convertAudio({ audio: blob, fileName: name, ...fields }, { signal })),
    name: `${name.replace(/\.\w+$/, '')}.${AUDIO_FORMATS[settings.format].extension}`,
  }));
  const begin = () => recording && task.run(recording);
  return (
    <Page
      title="Convert"
      lede="Another format, rate, loudness or speed, without another word."
      aside={<ConvertSettings settings={settings} onChange={(change) => setSettings({ ...settings, ...change })} />}
    >
      <RecordingInput samples={['speech', 'tune']} />
      {task.status === 'working' ? (
        <Working onCancel={task.cancel}>Converting…</Working>
      ) : (
        <p>
          <Button look="primary" onClick={begin} disabled={!recording}>
            Convert to {settings.format.toUpperCase()}
          </Button>
        </p>
      )}
      {task.error && <ErrorNote error={task.error} onRetry={task.error.retryable ? begin : undefined} />}
      {recording && task.result?.from === recording.blob && (
        <ConvertedFile before={recording.blob} result={task.result} name={task.result.name} />
      )}
      <CodeSample samples={fileSamples('convertAudio', '/v1/audio/convert/', fields)} />
    </Page>
  );
}

/** What goes into a request: what is left as it is, is left out. */
function fieldsOf(settings: ConversionSettings): Omit<ConvertAudioRequest, 'audio'> {
  const { format, bitrate, sampleRate, channels, speed, loudness } = settings;
  return {
    format,
    ...(AUDIO_FORMATS[format].lossy && { bitrate }),
    ...(sampleRate > 0 && { sampleRate }),
    ...(channels !== 'own' && { channels }),
    ...(speed !== 1 && { speed }),
    ...(loudness < 0 && { loudness }),
  };
}
