import type { ConvertAudioRequest } from '@potoo/core';
import { AUDIO_FORMATS } from '@potoo/core/formats';
import { type ReactElement, useState } from 'react';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { TaskAction } from '../../parts/TaskAction.tsx';
import { useTask } from '../../parts/useTask.ts';
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
      <TaskAction task={task} onBegin={begin} disabled={!recording} doing="Converting…">
        Convert to {settings.format.toUpperCase()}
      </TaskAction>
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
