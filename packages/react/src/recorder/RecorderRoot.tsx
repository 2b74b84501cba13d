'use client';

import type { Microphone } from '@potoo/core/microphone';
import type { RecorderOptions, Recording } from '@potoo/core/recorder';
import { type ComponentPropsWithoutRef, forwardRef, type Ref, useState } from 'react';
import { useRecorder } from '../hooks/useRecorder.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { RecorderContext } from './RecorderContext.ts';
import { trimSilence } from './trimSilence.ts';

const ENGLISH = { recorder: recorderEn };

/** State of a recorder, as data attributes. */
export type RecorderViewState = {
  readonly state: 'idle' | 'requesting' | 'recording' | 'paused' | 'stopping' | 'stopped' | 'error';
};

/** What {@link RecorderRoot} takes. */
export interface RecorderRootProps
  extends Omit<ComponentPropsWithoutRef<'section'>, 'onError' | 'onSubmit'>,
    PartOptions<RecorderViewState> {
  /** The microphone that is recorded, as `useMicrophone` gives it. @default One of its own. */
  readonly microphone?: Microphone | undefined;
  /** `wav` is exact, `compressed` is what the browser has. @default 'wav' */
  readonly format?: RecorderOptions['format'];
  /** Rate of WAV, hertz. @default The device's own. */
  readonly sampleRate?: number | undefined;
  /** Seconds after which it stops by itself. @default 3600 */
  readonly maxDuration?: number | undefined;
  /** Where `@potoo/core/capture-worklet` is served, where a bundler does not find it by itself. */
  readonly workletUrl?: string | URL | undefined;
  /** Called with each recording when it has ended. */
  readonly onRecording?: ((recording: Recording) => void) | undefined;
  /** Takes the recording after its review, trimmed if it was. Without it, there is no such button. */
  readonly onSubmit?: ((file: Blob, recording: Recording) => void) | undefined;
  /** Called with what went wrong. */
  readonly onError?: RecorderOptions['onError'];
}

/** Holds a recorder and tells its parts how it stands. Renders a `<section>`. Nothing is asked for before a press. */
export const RecorderRoot = forwardRef(function RecorderRoot(props: RecorderRootProps, ref: Ref<HTMLElement>) {
  const { microphone, format, sampleRate, maxDuration, workletUrl, onRecording, onSubmit, onError, ...rest } = props;
  const { recorder: words } = useMessages(ENGLISH);
  const recorder = useRecorder({ microphone, format, sampleRate, maxDuration, workletUrl, onRecording, onError });
  const { recording, status } = recorder;
  const [trimmed, setTrimmed] = useState<{ readonly of: Recording; readonly blob: Blob | null | undefined }>();
  const current = trimmed && trimmed.of === recording ? trimmed : undefined;
  const file = current?.blob ?? recording?.blob;
  const trim = async (of: Recording) => {
    setTrimmed({ of, blob: null });
    const cut = await trimSilence(of.blob, of.sampleRate);
    setTrimmed({ of, blob: cut?.blob });
  };
  const value = {
    ...recorder,
    limit: maxDuration,
    file,
    trim: () => {
      if (recording) void trim(recording);
    },
    trimming: !current ? 'no' : current.blob === null ? 'working' : current.blob ? 'done' : 'nothing',
    submit: onSubmit && recording && file ? () => onSubmit(file, recording) : undefined,
  } as const;
  return (
    <RecorderContext.Provider value={value}>
      {renderPart('section', rest, {
        name: 'recorder',
        state: { state: status },
        own: { 'data-surface': 'card', 'aria-label': words.title },
        ref: ref as Ref<never>,
      })}
    </RecorderContext.Provider>
  );
});
