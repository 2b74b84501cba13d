import { ErrorNote } from '@potoo/react/error-note';
import { useSpeech } from '@potoo/react/use-speech';
import { type ReactElement, useState } from 'react';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { Page } from '../../parts/Page.tsx';
import { Player } from '../../parts/Player.tsx';
import { SaveAs } from '../../parts/SaveAs.tsx';
import { Warnings } from '../../parts/Warnings.tsx';
import { Composer } from './Composer.tsx';
import { SpeechSettings } from './SpeechSettings.tsx';
import { SpokenFacts } from './SpokenFacts.tsx';
import { speechCode } from './speech-code.ts';
import { useSpeechSettings } from './useSpeechSettings.ts';

const GREETING = 'Hello! I am Potoo. At 7:30 it was 20 °C outside, and the whole forest could hear me.';

/** Text to speech: the words light up as they sound, and the audio can be kept in any format. */
export default function SpeakPage(): ReactElement {
  const [text, setText] = useState(GREETING);
  const { settings, change, request } = useSpeechSettings();
  const speech = useSpeech(request);
  const { status, error, details, session } = speech;
  const isBusy = status === 'loading' || (status === 'playing' && details === null);
  return (
    <Page
      title="Speak"
      lede="Type something, choose who says it, and follow the words as they sound."
      aside={<SpeechSettings settings={settings} onChange={change} />}
    >
      <Composer
        text={text}
        onTextChange={setText}
        busy={isBusy}
        onSpeak={() => speech.speak(text)}
        onStop={speech.stop}
      />
      {error && <ErrorNote error={error} onRetry={error.retryable ? () => speech.speak(text) : undefined} />}
      {speech.text !== '' && !error && (
        <section className="result" aria-label="Speech" data-state={details ? 'whole' : 'arriving'}>
          <Player player={session.player} text={speech.text} words={speech.words} />
          {details && (
            <div className="result-foot">
              <SpokenFacts details={details} />
              <SaveAs audio={speech.audio} fileName="potoo" />
            </div>
          )}
          {details && <Warnings warnings={details.warnings} />}
        </section>
      )}
      <CodeSample samples={speechCode(text, request)} />
    </Page>
  );
}
