import { PotooProvider } from '@/components/potoo/provider';
import { SpeakButton } from '@/components/potoo/speak-button';
import '@/components/potoo/styles.css';
import { potoo } from '@potoo/core';
import { createRoot } from 'react-dom/client';

const service = potoo({ baseUrl: location.origin });

createRoot(document.querySelector('#root') as Element).render(
  <PotooProvider service={service}>
    <SpeakButton text="Hello." />
  </PotooProvider>,
);
