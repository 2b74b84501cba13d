import type { DereverbRequest } from '@potoo/core';
import { type ReactElement, useState } from 'react';
import { AudioTool } from '../../parts/AudioTool.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { Range } from '../../parts/Range.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { useServer } from '../../server/ServerContext.ts';

type Settings = Required<Pick<DereverbRequest, 'type' | 'intensity'>>;

const TYPES = [
  { id: 'both', label: 'Both' },
  { id: 'reverb', label: 'Reverb' },
  { id: 'echo', label: 'Echo' },
] as const;

const INTENSITIES = [1, 2, 3, 4, 5] as const;

/** Takes the room out of a recording. */
export default function DereverbPage(): ReactElement {
  const { service } = useServer();
  const [settings, setSettings] = useState<Settings>({ type: 'both', intensity: 3 });
  const set = (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change }));
  const aside = (
    <>
      <Segments label="What is taken away" options={TYPES} value={settings.type} onChange={(type) => set({ type })} />
      <Range
        label="Intensity"
        min={1}
        max={5}
        step={1}
        value={settings.intensity}
        onChange={(value) => set({ intensity: INTENSITIES.find((each) => each === value) ?? 3 })}
        format={(value) => `${value} of 5`}
      />
    </>
  );
  return (
    <Page
      title="Dereverb"
      lede="Take the hall out of a recording, so that it sounds as if it was made nearby."
      aside={aside}
    >
      <AudioTool
        samples={['reverberant', 'speech']}
        action="Dereverb"
        doing="Taking the room away…"
        work={(signal, { blob, name }) =>
          service.dereverb({ audio: blob, fileName: name, format: 'wav', ...settings }, { signal })
        }
        fileName={(name) => `${name}-dry`}
      />
      <CodeSample samples={fileSamples('dereverb', '/v1/audio/dereverb/', settings)} />
    </Page>
  );
}
