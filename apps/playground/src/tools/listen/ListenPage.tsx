import { ErrorNote } from '@potoo/react/error-note';
import { LiveTranscript } from '@potoo/react/live-transcript';
import { useTranscription } from '@potoo/react/use-transcription';
import { type ReactElement, useRef, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { useKeptFocus } from '../../parts/useKeptFocus.ts';
import { type Recording, useRecording } from '../../recording/RecordingContext.ts';
import { RecordingInput } from '../../recording/RecordingInput.tsx';
import { HeardRecording } from './HeardRecording.tsx';
import { ListenSettings, type ListenSettingsValue } from './ListenSettings.tsx';
import { TranscriptionProgress } from './TranscriptionProgress.tsx';

/** The route takes files of 100 MiB. */
const MAX_BYTES = 100 * 1024 * 1024;

const WAYS = [
  { id: 'recording', label: 'A recording' },
  { id: 'live', label: 'Live, as you speak' },
] as const;

/** Speech to text: a recording with words, speakers and subtitles, or the microphone while somebody speaks. */
export default function ListenPage(): ReactElement {
  const [way, setWay] = useState<'recording' | 'live'>('recording');
  const [settings, setSettings] = useState<ListenSettingsValue>({ language: 'auto', diarize: false });
  const { language, diarize } = settings;
  const request = { ...(language !== 'auto' && { language }), ...(diarize && { diarize }), words: true };
  return (
    <Page
      title="Listen"
      lede="Write down what is said: every word with its moment, every speaker by name, subtitles to take along."
      aside={
        <ListenSettings
          settings={settings}
          onChange={(change) => setSettings({ ...settings, ...change })}
          live={way === 'live'}
        />
      }
    >
      <Segments label="What is listened to" hideLabel options={WAYS} value={way} onChange={setWay} />
      {way === 'live' ? (
        <LiveTranscript transcription={language === 'auto' ? {} : { language }} />
      ) : (
        <RecordedSpeech request={request} />
      )}
      <CodeSample samples={fileSamples('transcribe', '/v1/stt/', request)} />
    </Page>
  );
}

function RecordedSpeech({ request }: { readonly request: { readonly language?: string; readonly words: boolean } }) {
  const { recording } = useRecording();
  const [heard, setHeard] = useState<Recording>();
  const listening = useTranscription(request);
  const { status, error, transcript, transcribe, reset } = listening;
  const begin = () => {
    if (!recording) return;
    setHeard(recording);
    transcribe(recording.blob, { fileName: recording.name });
  };
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, status);
  const isHeard = transcript !== null && heard !== undefined && heard === recording;
  return (
    <div ref={place} className="work-part">
      {isHeard ? (
        <HeardRecording recording={heard} transcript={transcript} onAgain={reset} />
      ) : (
        <>
          <RecordingInput samples={['speech', 'dialogue']} maxBytes={MAX_BYTES} />
          {status === 'transcribing' ? (
            <TranscriptionProgress listening={listening} />
          ) : (
            <p>
              <Button look="primary" onClick={begin} disabled={!recording}>
                Write it down
              </Button>
            </p>
          )}
          {error && <ErrorNote error={error} onRetry={error.retryable ? begin : undefined} />}
        </>
      )}
    </div>
  );
}
