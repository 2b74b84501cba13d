'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { DOWNLOAD } from '../icons/paths.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import { download } from '../part/download.ts';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { player: playerEn };

/** What {@link SpeechPlayerDownload} takes. */
export interface SpeechPlayerDownloadProps extends ComponentPropsWithoutRef<'button'>, PartOptions {
  /** Name of the file, without its extension. @default 'speech' */
  readonly fileName?: string;
  /** Takes the file instead of saving it. */
  readonly onDownload?: (file: File) => void;
}

/** Loaded with the first press. */
const loadSourceFile = () => import('./source-file.ts');

/** Saves what is played, as far as it has come. Renders a `<button>`. */
export const SpeechPlayerDownload = forwardRef(function SpeechPlayerDownload(
  props: SpeechPlayerDownloadProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { fileName = 'speech', onDownload = download, ...rest } = props;
  const { source } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerDownload', 'SpeechPlayerRoot');
  const { player } = useMessages(ENGLISH);
  const save = async () => {
    if (source === undefined) return;
    const { fileOf } = await loadSourceFile();
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
