'use client';

import type { PlayerSource } from '@potoo/core/player';
import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { DOWNLOAD } from '../icons/paths.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import { download } from '../part/download.ts';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';
import { isOutput, isTrack } from './useSourcePeaks.ts';

const ENGLISH = { player: playerEn };

/** What {@link SpeechPlayerDownload} takes. */
export interface SpeechPlayerDownloadProps extends ComponentPropsWithoutRef<'button'>, PartOptions {
  /** Name of the file, without its extension. @default 'speech' */
  readonly fileName?: string;
  /** Takes the file instead of saving it. */
  readonly onDownload?: (file: File) => void;
}

/** Saves what is played, as far as it has come. Renders a `<button>`. */
export const SpeechPlayerDownload = forwardRef(function SpeechPlayerDownload(
  props: SpeechPlayerDownloadProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { fileName = 'speech', onDownload = (file) => download(file, file.name), ...rest } = props;
  const { source } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerDownload', 'SpeechPlayerRoot');
  const { player } = useMessages(ENGLISH);
  const save = async () => {
    if (source === undefined) return;
    const { content, extension } = await fileOf(source);
    onDownload(new File([content], `${fileName}.${extension}`, { type: content.type }));
  };
  return buttonPart(rest, {
    name: 'speech-player-download',
    label: player.download,
    icon: DOWNLOAD,
    look: 'icon',
    ref,
    own: { onClick: () => void save(), disabled: source === undefined },
  });
});

async function fileOf(source: PlayerSource): Promise<{ readonly content: Blob; readonly extension: string }> {
  const audio = isTrack(source) ? source.toAudio() : source;
  if (isOutput(audio)) return { content: audio.blob(), extension: audio.format };
  const content = audio instanceof Blob ? audio : await (await fetch(audio)).blob();
  return { content, extension: EXTENSIONS[content.type.split(';')[0] ?? ''] ?? 'audio' };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
};
