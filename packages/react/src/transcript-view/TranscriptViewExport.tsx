'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { DOWNLOAD } from '../icons/paths.ts';
import { transcriptEn } from '../messages/en/transcript.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { download } from '../part/download.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { TranscriptViewContext } from './TranscriptViewContext.ts';
import { TRANSCRIPT_TYPES, type TranscriptFormat, transcriptFile } from './transcript-file.ts';

const ENGLISH = { transcript: transcriptEn };

/** What {@link TranscriptViewExport} takes. */
export interface TranscriptViewExportProps extends ComponentPropsWithoutRef<'div'>, PartOptions {
  /** Formats to offer. @default ['srt', 'vtt', 'txt'] */
  readonly formats?: readonly TranscriptFormat[];
  /** Name of the file, without its extension. @default 'transcript' */
  readonly fileName?: string;
  /** Takes the file instead of saving it. */
  readonly onExport?: (file: File) => void;
}

const ALL_FORMATS: readonly TranscriptFormat[] = ['srt', 'vtt', 'txt'];

/** Saves the transcript, with its changes, as subtitles or text. Renders a `<div>` with a button per format. */
export const TranscriptViewExport = forwardRef(function TranscriptViewExport(
  { formats = ALL_FORMATS, fileName = 'transcript', onExport = download, ...props }: TranscriptViewExportProps,
  ref: Ref<HTMLDivElement>,
) {
  const { transcript, speakerName } = useRequiredContext(
    TranscriptViewContext,
    'TranscriptViewExport',
    'TranscriptViewRoot',
  );
  const { transcript: words } = useMessages(ENGLISH);
  const exportAs = (format: TranscriptFormat) => {
    if (!transcript) return;
    const text = transcriptFile(transcript, format, speakerName);
    onExport(new File([text], `${fileName}.${format}`, { type: TRANSCRIPT_TYPES[format] }));
  };
  const children = formats.map((format) => (
    <button
      key={format}
      type="button"
      data-potoo="transcript-export-button"
      data-look="plain"
      aria-label={words.exportAs(format.toUpperCase())}
      disabled={!transcript || transcript.segments.length === 0}
      onClick={() => exportAs(format)}
    >
      <Icon path={DOWNLOAD} />
      <span>{format.toUpperCase()}</span>
    </button>
  ));
  const own = { role: 'group', 'aria-label': words.export, children };
  return renderPart('div', props, { name: 'transcript-export', own, ref: ref as Ref<never> });
});
