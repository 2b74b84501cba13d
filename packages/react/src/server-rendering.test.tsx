import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { potoo } from '@potoo/core';
import { createElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { useConversation } from './hooks/useConversation.ts';
import { useJob } from './hooks/useJob.ts';
import { useMicrophone } from './hooks/useMicrophone.ts';
import { useModels } from './hooks/useModels.ts';
import { useNarrator } from './hooks/useNarrator.ts';
import { usePlayer } from './hooks/usePlayer.ts';
import { usePlayerTime } from './hooks/usePlayerTime.ts';
import { useRecorder } from './hooks/useRecorder.ts';
import { useSpeech } from './hooks/useSpeech.ts';
import { useTranscription } from './hooks/useTranscription.ts';
import { useVoiceActivity } from './hooks/useVoiceActivity.ts';
import { useVoiceClone } from './hooks/useVoiceClone.ts';
import { useVoices } from './hooks/useVoices.ts';
import { PotooProvider } from './provider/PotooProvider.tsx';

const ENTRIES = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'string' ? [] : [entry['potoo-source']],
);

const SERVICE = potoo({ baseUrl: 'http://127.0.0.1:9' });
const HOOKS: Readonly<Record<string, () => unknown>> = {
  usePlayer: () => usePlayer(),
  useJob: () => useJob({ service: SERVICE }),
  useMicrophone: () => useMicrophone(),
  useRecorder: () => useRecorder(),
  useTranscription: () => useTranscription({ service: SERVICE }),
  useConversation: () => useConversation({ service: SERVICE }),
  useNarrator: () => useNarrator({ service: SERVICE }),
  useVoiceActivity: () => useVoiceActivity(),
  useVoiceClone: () => useVoiceClone({ service: SERVICE }),
  useModels: () => useModels({ service: SERVICE }),
  useVoices: () => useVoices({ service: SERVICE }),
  useSpeech: () => useSpeech({ service: SERVICE }),
  usePlayerTime: () => usePlayerTime(usePlayer().player),
};

function Probe({ useHook }: { readonly useHook: () => unknown }): ReactNode {
  useHook();
  return createElement('p', null, 'rendered');
}

test.each(ENTRIES)('%s can be imported without a DOM', async (entry) => {
  expect(typeof document).toBe('undefined');
  await import(path.join(import.meta.dirname, '..', entry));
});

test.each(Object.entries(HOOKS))('%s renders on a server', (_, useHook) => {
  expect(renderToString(createElement(PotooProvider, null, createElement(Probe, { useHook })))).toBe('<p>rendered</p>');
});

test('without a service, a hook says how to give one', () => {
  expect(() => renderToString(createElement(Probe, { useHook: () => useSpeech() }))).toThrow(/<PotooProvider service/);
});

test('each file that needs the client says so', () => {
  const files = globSync('**/*.{ts,tsx}', {
    cwd: import.meta.dirname,
    exclude: ['**/*.test.*', '**/*.test-d.*', '**/__fixtures__/**'],
  });
  const needing = files
    .map((file) => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const)
    .filter(([, text]) => /\buse[A-Z]\w*\(|\bcreateContext[<(]/.test(text));
  expect(needing.length).toBeGreaterThan(80);
  const silent = needing.filter(([, text]) => !text.startsWith("'use client';")).map(([file]) => file);
  expect(silent).toEqual([]);
});
