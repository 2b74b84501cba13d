import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { type Recording, RecordingContext } from './RecordingContext.ts';

/** Keeps one recording for all tools: what is cleaned in one can be written down in the next. */
export function RecordingProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [recording, setRecording] = useState<Recording>();
  const desk = useMemo(() => ({ recording, setRecording }), [recording]);
  return <RecordingContext.Provider value={desk}>{children}</RecordingContext.Provider>;
}
