import type { EnhanceRequest } from '@potoo/core';
import { type ReactElement, useState } from 'react';
import { AudioTool } from '../../parts/AudioTool.tsx';
import { Check } from '../../parts/Check.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { useServer } from '../../server/ServerContext.ts';

type Settings = Required<Pick<EnhanceRequest, 'denoise' | 'clarity' | 'superResolution' | 'strength'>>;

const STRENGTHS = [
  { id: '1', label: 'Light' },
  { id: '2', label: 'Medium' },
  { id: '3', label: 'Strong' },
] as const;

const BY_DEFAULT: Settings = { denoise: true, clarity: true, superResolution: false, strength: 2 };

/** Takes noise away and makes speech clearer. */
export default function EnhancePage(): ReactElement {
  const { service } = useServer();
  const [settings, setSettings] = useState(BY_DEFAULT);
  const set = (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change }));
  const { denoise, clarity, superResolution, strength } = settings;
  const aside = (
    <>
      <Segments
        label="Strength"
        options={STRENGTHS}
        value={`${strength}`}
        onChange={(id) => set({ strength: id === '1' ? 1 : id === '2' ? 2 : 3 })}
      />
      <Check
        checked={denoise}
        onChange={(on) => set({ denoise: on })}
        hint="Hiss, hum, clicks and rooms full of people."
      >
        Take noise away
      </Check>
      <Check checked={clarity} onChange={(on) => set({ clarity: on })} hint="Evens out level and tone.">
        Make speech clearer
      </Check>
      <Check
        checked={superResolution}
        onChange={(on) => set({ superResolution: on })}
        hint="Gives telephone sound its high notes back."
      >
        Extend the bandwidth
      </Check>
    </>
  );
  return (
    <Page title="Enhance" lede="Take the noise out of a recording, and let the voice come forward." aside={aside}>
      <AudioTool
        samples={['noisy', 'speech']}
        action="Enhance"
        doing="Taking the noise away…"
        work={(signal, { blob, name }) =>
          service.enhance({ audio: blob, fileName: name, format: 'wav', ...settings }, { signal })
        }
        fileName={(name) => `${name}-enhanced`}
      />
      <CodeSample samples={fileSamples('enhance', '/v1/audio/enhance/', settings)} />
    </Page>
  );
}
