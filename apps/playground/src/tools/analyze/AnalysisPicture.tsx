import { type ReactElement, useEffect, useState } from 'react';

/** The server's picture of a recording: waveform, silences, beats and spectrogram. */
export function AnalysisPicture({ picture }: { readonly picture: Uint8Array<ArrayBuffer> }): ReactElement | null {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([picture], { type: 'image/png' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  if (url === undefined) return null;
  return (
    <img
      className="analysis-picture"
      src={url}
      width="1280"
      height="720"
      alt="Waveform with its silences and beats, and spectrogram, over time"
    />
  );
}
