'use client';
import { potoo } from '@potoo/core';
import { PotooProvider } from '@potoo/react/provider';
import { SpeakButton } from '@potoo/react/speak-button';

const service = potoo({ baseUrl: 'http://127.0.0.1:9' });

export function Voice() {
  return (
    <PotooProvider service={service}>
      <SpeakButton text="Hello." />
    </PotooProvider>
  );
}
