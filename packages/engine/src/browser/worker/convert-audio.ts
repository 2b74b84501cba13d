import createSonic from '@echogarden/sonic-wasm';
import type { ConvertAudioRequest } from '@potoo/core';
import { changeTempo } from '../../dsp/tempo.ts';
import type { HostContext } from '../../hosts/contract.ts';
import { encodeOutput } from '../../pipeline/encode-output.ts';
import { checkConvertRequest } from '../../requests/convert-request.ts';
import { SONIC_WASM } from '../assets.ts';
import type { PackedAudio } from '../messages.ts';
import { blobOf } from './audio-blob.ts';
import { openRecording } from './decode-in-page.ts';
import { withPageFormat } from './page-formats.ts';
import type { PageParts } from './page-parts.ts';

const MAX_RATE = 48_000;

/** Converts audio in the Worker: decode, speed, loudness, encode. What is not asked to change stays as it is. */
export async function convertAudio(request: unknown, { signal }: HostContext, parts: PageParts) {
  // It came from a caller who may have no types: this is where it is checked.
  const checked = checkConvertRequest((await withPageFormat(request)) as ConvertAudioRequest);
  const { maxAudioBytes, maxAudioSeconds } = parts.options;
  using recording = await openRecording(blobOf(checked.audio, maxAudioBytes), maxAudioSeconds);
  const natural = {
    sampleRate: Math.min(recording.sampleRate, MAX_RATE),
    channels: Math.min(recording.channels, 2),
  };
  const blocks = recording.read();
  const paced = checked.speed === 1 ? blocks : changeTempo(blocks, checked.speed, () => loadSonic(parts));
  const call = { media: parts.media, signal, lane: '' };
  const { audio, warnings } = await encodeOutput(paced, checked, natural, call);
  const { format, duration, sampleRate, channels } = audio;
  const packed: PackedAudio = { bytes: audio.bytes(), format, duration, sampleRate, channels };
  return { audio: packed, warnings, usage: { audioSeconds: duration }, response: {} };
}

async function loadSonic({ assets }: PageParts) {
  const wasmBinary = await assets.load(SONIC_WASM);
  return createSonic({ wasmBinary });
}
