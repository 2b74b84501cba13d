import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '@potoo/core/formats';
import type { ReactElement } from 'react';
import { Field } from '../../parts/Field.tsx';
import { Range } from '../../parts/Range.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { Select } from '../../parts/Select.tsx';
import { useServer } from '../../server/ServerContext.ts';

/** What can be set about a conversion. */
export interface ConversionSettings {
  readonly format: AudioFormat;
  /** Kilobits per second. */
  readonly bitrate: number;
  /** Hertz; 0 leaves it. */
  readonly sampleRate: number;
  readonly channels: 'own' | 'mono' | 'stereo';
  readonly speed: number;
  /** LUFS; 0 leaves it. */
  readonly loudness: number;
}

/** What {@link ConvertSettings} takes. */
export interface ConvertSettingsProps {
  readonly settings: ConversionSettings;
  readonly onChange: (change: Partial<ConversionSettings>) => void;
}

const CHANNELS = [
  { id: 'own', label: 'As it is' },
  { id: 'mono', label: 'Mono' },
  { id: 'stereo', label: 'Stereo' },
] as const;

const named = (values: readonly number[], own: string, unit: string) =>
  values.map((value) => ({ id: String(value), label: value === 0 ? own : `${value.toLocaleString('en')} ${unit}` }));

const RATES = named([0, 8000, 16_000, 22_050, 24_000, 44_100, 48_000], 'As it is', 'Hz');
const BITRATES = named([64, 96, 128, 192, 256, 320], '', 'kbit/s');
const LOUDNESSES = named([0, -14, -16, -19, -23], 'As it is', 'LUFS');

/** Format, rate, channels, bitrate, loudness and speed. */
export function ConvertSettings({ settings, onChange }: ConvertSettingsProps): ReactElement {
  const { format, bitrate, sampleRate, channels, speed, loudness } = settings;
  const { capabilities } = useServer();
  const formats = (capabilities?.formats ?? [format]).map((id) => ({ id, label: id.toUpperCase() }));
  return (
    <>
      <Field label="Format">
        <Select options={formats} value={format} onChange={(id) => isAudioFormat(id) && onChange({ format: id })} />
      </Field>
      {AUDIO_FORMATS[format].lossy && (
        <Field label="Bitrate">
          <Select options={BITRATES} value={String(bitrate)} onChange={(id) => onChange({ bitrate: Number(id) })} />
        </Field>
      )}
      <Field label="Sample rate">
        <Select options={RATES} value={String(sampleRate)} onChange={(id) => onChange({ sampleRate: Number(id) })} />
      </Field>
      <Field label="Loudness">
        <Select options={LOUDNESSES} value={String(loudness)} onChange={(id) => onChange({ loudness: Number(id) })} />
      </Field>
      <Segments label="Channels" options={CHANNELS} value={channels} onChange={(id) => onChange({ channels: id })} />
      <Range
        label="Speed"
        min={0.5}
        max={2}
        step={0.05}
        value={speed}
        onChange={(value) => onChange({ speed: value })}
        format={(value) => `${value.toFixed(2)}×`}
      />
    </>
  );
}
