import type { Voice } from '@potoo/core';
import type { ReactElement } from 'react';
import { AudioDropzone } from '../../audio-dropzone/index.ts';
import { JobProgress } from '../../job-progress/index.ts';
import { LanguagePicker } from '../../language-picker/index.ts';
import { MicSelector } from '../../mic-selector/index.ts';
import { PotooProvider } from '../../provider/index.ts';
import { Recorder } from '../../recorder/index.ts';
import { SpeechPlayer } from '../../speech-player/index.ts';
import { StemMixer } from '../../stem-mixer/index.ts';
import { VoicePicker } from '../../voice-picker/index.ts';
import { Waveform } from '../../waveform/index.ts';

const VOICES: readonly Voice[] = Array.from({ length: 1000 }, (_, index) => ({
  id: `voice-${index}`,
  name: `Voice ${index}`,
  model: 'many',
  languages: [['en', 'nl', 'ja'][index % 3] ?? 'en'],
  gender: (['female', 'male', 'neutral'] as const)[index % 3] ?? 'neutral',
  state: index % 2 === 0 ? 'installed' : 'available',
}));
const PEAKS = Array.from({ length: 200 }, (_, index) => Math.abs(Math.sin(index / 7)));
const LANGUAGES = ['en', 'nl', 'ja'];
const JOB = { id: 'job', status: 'running', progress: 0.5, createdAt: new Date(0) } as const;
const STEMS = [{ name: 'vocals', source: '/sound.wav' }];
const WORDS = [
  { text: 'Hello', start: 0, end: 0.4, charStart: 0, charEnd: 5 },
  { text: 'there', start: 0.4, end: 0.9, charStart: 6, charEnd: 11 },
];

/** Most of the components on one page, as a server and a browser render it. */
export function App(): ReactElement {
  return (
    <PotooProvider>
      <SpeechPlayer source="/sound.wav" duration={1} peaks={PEAKS} text="Hello there." words={WORDS} />
      <Waveform peaks={PEAKS} duration={4} defaultCurrentTime={1} />
      <VoicePicker voices={VOICES} />
      <LanguagePicker languages={LANGUAGES} />
      <AudioDropzone />
      <JobProgress job={JOB} />
      <StemMixer stems={STEMS} />
      <MicSelector />
      <Recorder />
    </PotooProvider>
  );
}
