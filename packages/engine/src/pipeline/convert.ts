import type { AudioResult, ConvertAudioRequest, Warning } from '@potoo/core';
import type { AudioInfo } from '../audio/contract.ts';
import { spoolAudio } from '../audio/spool.ts';
import { changeTempo } from '../dsp/tempo.ts';
import { checkConvertRequest } from '../requests/convert-request.ts';
import { encodeLongOutput } from './encode-long-output.ts';
import type { EngineCall } from './engine-call.ts';
import { peeked } from './peeked.ts';
import { recordingWarnings } from './recording-warnings.ts';

const MAX_RATE = 48_000;
const MOST_CHANNELS = 2;

/** Converts audio: decode, speed, loudness, encode. What is not asked to change stays as it is in the file. */
export async function convert(request: ConvertAudioRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkConvertRequest(request);
  const { options, media, signal, lane } = call;
  await using spooled = await spoolAudio(checked.audio, {
    directory: options.tempDirectory,
    maxBytes: options.maxAudioBytes,
    signal,
  });
  const decoded = media.decode(spooled.path, {
    maxSeconds: options.maxAudioSeconds,
    fileName: checked.fileName,
    signal,
    lane,
  });
  const blocks = await peeked(decoded);
  const info = await decoded.info;
  const natural = { sampleRate: Math.min(info.sampleRate, MAX_RATE), channels: Math.min(info.channels, MOST_CHANNELS) };
  const paced = checked.speed === 1 ? blocks : changeTempo(blocks, checked.speed);
  const { audio, warnings } = await encodeLongOutput(paced, checked, natural, call);
  const said = [...recordingWarnings(info, MOST_CHANNELS), ...loweredRate(info, checked), ...warnings];
  return { audio, warnings: said, usage: { audioSeconds: audio.duration }, response: {} };
}

/** Said when a rate becomes a lower one that nobody asked for. */
function loweredRate({ sampleRate }: AudioInfo, asked: { readonly sampleRate?: number | undefined }): Warning[] {
  if (asked.sampleRate !== undefined || sampleRate <= MAX_RATE) return [];
  const message = `The ${sampleRate} Hz of the recording became ${MAX_RATE} Hz, the highest rate that is written.`;
  return [{ type: 'other', subject: 'sampleRate', message }];
}
