import { potoo } from '@potoo/core';
import { PotooProvider } from '@potoo/react/provider';
import { Recorder } from '@potoo/react/recorder';
import { SpeakButton } from '@potoo/react/speak-button';
import '@potoo/react/styles.css';
import { createRoot } from 'react-dom/client';

const service = potoo({ baseUrl: location.origin });

createRoot(document.querySelector('#root') as Element).render(
  <PotooProvider service={service}>
    <SpeakButton text="Hello." />
    <Recorder />
  </PotooProvider>,
);
