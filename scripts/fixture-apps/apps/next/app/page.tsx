// A server component: the parts that need the browser say so themselves.
import { formatSubtitles } from '@potoo/core/subtitles';
import { SpeechPlayer } from '@potoo/react/speech-player';
import { Voice } from './voice';

export default function Page() {
  return (
    <main>
      <SpeechPlayer source="/welcome.mp3" duration={12.4} />
      <pre>{formatSubtitles([{ start: 0, end: 1, lines: ['Hello.'] }], 'srt')}</pre>
      <Voice />
    </main>
  );
}
