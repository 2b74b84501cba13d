import { createContext, useContext } from 'react';

/** A recording that tools work on. */
export interface Recording {
  readonly blob: Blob;
  /** What it is called, with its extension. */
  readonly name: string;
}

/** The recording on the desk: every tool works on the same one, until another takes its place. */
export interface Desk {
  readonly recording: Recording | undefined;
  readonly setRecording: (recording: Recording | undefined) => void;
}

/** Set by `RecordingProvider`. */
export const RecordingContext = createContext<Desk | undefined>(undefined);

/** The recording on the desk. @throws {TypeError} Outside a `RecordingProvider`. */
export function useRecording(): Desk {
  const desk = useContext(RecordingContext);
  if (!desk) throw new TypeError('useRecording() needs a <RecordingProvider> around it.');
  return desk;
}
