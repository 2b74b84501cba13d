'use client';

import { AudioOutput } from '@potoo/core/audio';
import type { MixerPart, MixerSource } from '@potoo/core/mixer';
import type { ReactElement } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { DOWNLOAD } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { mixerEn } from '../messages/en/mixer.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { download } from '../part/download.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { StemMixerContext } from './StemMixerContext.ts';

const ENGLISH = { ...baseEn, mixer: mixerEn };

/** What {@link StemMixerStrip} takes. */
export interface StemMixerStripProps {
  readonly part: MixerPart;
  readonly source: MixerSource['source'];
}

/** One part of the mix: its name, how loud it is, alone, silent, and its file. Renders an `<li>`. */
export function StemMixerStrip({ part, source }: StemMixerStripProps): ReactElement {
  const { mixer } = useRequiredContext(StemMixerContext, 'StemMixerStrip', 'StemMixerRoot');
  const { mixer: words, percent } = useMessages(ENGLISH);
  const { name, volume, muted, solo } = part;
  const shown = words.stem(name);
  return (
    <li data-potoo="stem-mixer-strip" data-muted={muted ? '' : undefined} data-solo={solo ? '' : undefined}>
      <strong>{shown}</strong>
      <button
        type="button"
        data-potoo="stem-mixer-mute"
        data-look="plain"
        aria-pressed={muted}
        aria-label={words.mute(shown)}
        title={words.mute(shown)}
        onClick={() => mixer.setMuted(name, !muted)}
      >
        {words.muteShort}
      </button>
      <button
        type="button"
        data-potoo="stem-mixer-solo"
        data-look="plain"
        aria-pressed={solo}
        aria-label={words.solo(shown)}
        title={words.solo(shown)}
        onClick={() => mixer.setSolo(name, !solo)}
      >
        {words.soloShort}
      </button>
      <input
        type="range"
        data-potoo="stem-mixer-volume"
        aria-label={words.volume(shown)}
        aria-valuetext={percent(volume)}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => mixer.setVolume(name, Number(event.currentTarget.value))}
      />
      <StemFile name={name} label={words.download(shown)} source={source} />
    </li>
  );
}

function StemFile({ name, label, source }: { name: string; label: string; source: MixerSource['source'] }) {
  const own = { 'data-potoo': 'stem-mixer-download', 'data-look': 'icon', 'aria-label': label, title: label };
  if (typeof source === 'string' || source instanceof URL) {
    return (
      <a {...own} href={String(source)} download>
        <Icon path={DOWNLOAD} />
      </a>
    );
  }
  const file = source instanceof AudioOutput ? source.blob() : source;
  const extension = source instanceof AudioOutput ? source.format : 'audio';
  return (
    <button
      {...own}
      type="button"
      onClick={() => download(new File([file], `${name}.${extension}`, { type: file.type }))}
    >
      <Icon path={DOWNLOAD} />
    </button>
  );
}
