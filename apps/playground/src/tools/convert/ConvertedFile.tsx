import type { AudioResult } from '@potoo/core';
import { type ReactElement, useMemo } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { Player } from '../../parts/Player.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Warnings } from '../../parts/Warnings.tsx';

/** What {@link ConvertedFile} takes. */
export interface ConvertedFileProps {
  readonly before: Blob;
  readonly result: AudioResult;
  /** With its extension. */
  readonly name: string;
}

/** What came of a conversion: to hear where the browser knows the format, with its size before and after, and to save. */
export function ConvertedFile({ before, result, name }: ConvertedFileProps): ReactElement {
  const { audio, warnings } = result;
  const blob = useMemo(() => audio.blob(), [audio]);
  const change = Math.round((blob.size / before.size - 1) * 100);
  return (
    <section className="result" aria-label="Result">
      {audio.format === 'pcm' ? (
        <p className="quiet">
          Raw PCM has no header that tells a player what it is: save it, and open it where you can say so.
        </p>
      ) : (
        <Player source={blob} aria-label="The converted file" />
      )}
      <div className="result-foot">
        <Facts
          facts={[
            ['Length', `${audio.duration.toFixed(1)} s`],
            ['Rate', `${(audio.sampleRate / 1000).toLocaleString('en')} kHz`],
            ['Channels', audio.channels === 1 ? 'mono' : 'stereo'],
            ['Size', `${kilobytes(blob.size)} (${change > 0 ? '+' : ''}${change} %)`],
          ]}
        />
        <Button onClick={() => saveFile(blob, name)}>Save {name}</Button>
      </div>
      <Warnings warnings={warnings} />
    </section>
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: 0 })} kB`;
}
