import type { Emotion } from '@potoo/core';
import { type ReactElement, useState } from 'react';
import { AudioTool } from '../../parts/AudioTool.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { Range } from '../../parts/Range.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { VoiceField } from '../../parts/VoiceField.tsx';
import { useServer } from '../../server/ServerContext.ts';

const EMOTIONS: ReadonlyArray<{ readonly id: Emotion; readonly label: string }> = [
  { id: 'neutral', label: 'Neutral' },
  { id: 'happy', label: 'Happy' },
  { id: 'sad', label: 'Sad' },
  { id: 'angry', label: 'Angry' },
  { id: 'excited', label: 'Excited' },
];

/** Changes how a recording is spoken. */
export default function DeliveryPage(): ReactElement {
  const { service } = useServer();
  const [emotion, setEmotion] = useState<Emotion>('happy');
  const [speed, setSpeed] = useState(1);
  const [voice, setVoice] = useState('');
  const settings = { emotion, speed, ...(voice !== '' && { voice }) };
  const aside = (
    <>
      <Segments label="Mood" options={EMOTIONS} value={emotion} onChange={setEmotion} />
      <Range
        label="Speed"
        min={0.5}
        max={2}
        step={0.05}
        value={speed}
        onChange={setSpeed}
        format={(value) => `${value.toFixed(2)}×`}
      />
      <VoiceField label="Voice" none="The recording’s own" value={voice} onChange={setVoice} />
    </>
  );
  return (
    <Page title="Change the delivery" lede="The same words, spoken in another mood or at another pace." aside={aside}>
      <AudioTool
        samples={['speech']}
        action="Change the delivery"
        doing="Speaking it anew…"
        work={(signal, { blob, name }) =>
          service.transformSpeech({ audio: blob, fileName: name, format: 'wav', ...settings }, { signal })
        }
        fileName={(name) => `${name}-${emotion}`}
      />
      <CodeSample samples={fileSamples('transformSpeech', '/v1/speech-to-speech/', settings)} />
    </Page>
  );
}
