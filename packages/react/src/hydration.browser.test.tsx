import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { expect, onTestFinished, test, vi } from 'vitest';
import { realService } from './__fixtures__/real-service.ts';
import { useMicrophone } from './hooks/useMicrophone.ts';
import { useRecorder } from './hooks/useRecorder.ts';
import { useSpeech } from './hooks/useSpeech.ts';
import { useVoices } from './hooks/useVoices.ts';
import { PotooProvider } from './provider/PotooProvider.tsx';

function Page(): ReactNode {
  const speech = useSpeech();
  const { support, permission } = useMicrophone();
  const recorder = useRecorder();
  const voices = useVoices({ storageKey: 'hydrated-voice' });
  return (
    <p>
      {speech.status} {support.supported ? 'supported' : support.reason} {permission} {recorder.status}{' '}
      {voices.selectedId}
    </p>
  );
}

test('what a server rendered is taken over without a warning, and then tells of the browser', async () => {
  localStorage.setItem('hydrated-voice', 'slt');
  const warnings = vi.spyOn(console, 'error');
  const page = (
    <PotooProvider service={realService()}>
      <Page />
    </PotooProvider>
  );
  const host = document.createElement('div');
  host.innerHTML = renderToString(page);
  expect(host.textContent).toBe('idle ssr unknown idle ');
  const onRecoverableError = vi.fn();
  const root = hydrateRoot(host, page, { onRecoverableError });
  onTestFinished(() => root.unmount());
  await vi.waitFor(() => expect(host.textContent).toMatch(/^idle supported (prompt|granted) idle slt$/));
  expect(onRecoverableError).not.toHaveBeenCalled();
  expect(warnings).not.toHaveBeenCalled();
});
