import { AudioOutput, type AudioResult, type ConvertAudioRequest, type Pcm } from '@potoo/core';
import { normalizeLoudness } from '../audio/loudness.ts';
import { spoolAudio } from '../audio/spool.ts';
import { changeTempo } from '../dsp/tempo.ts';
import type { EngineCall } from '../engine-call.ts';
import { type CheckedConvertRequest, checkConvertRequest } from '../requests/convert-request.ts';
import { countSeconds } from './count-seconds.ts';
import { joinPcm } from './join-pcm.ts';
import { peeked } from './peeked.ts';
import { settleOutput } from './settle-output.ts';

const MAX_RATE = 48_000;

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
  const { format, bitrate } = checked;
  const { sampleRate, channels, warnings } = settleOutput(checked, {
    sampleRate: Math.min(info.sampleRate, MAX_RATE),
    channels: Math.min(info.channels, 2),
  });
  const counted = countSeconds(changed(blocks, checked));
  const parts: Uint8Array[] = [];
  for await (const part of media.encode(counted.blocks, {
    format,
    bitrate,
    sampleRate,
    channels,
    streaming: false,
    signal,
    lane,
  })) {
    parts.push(part);
  }
  const bytes = Uint8Array.from(Buffer.concat(parts));
  const duration = counted.seconds();
  return {
    audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }),
    warnings,
    usage: { audioSeconds: duration },
    response: {},
  };
}

/** The blocks at another speed and loudness. With a loudness to reach, the whole is gathered first. */
async function* changed(blocks: AsyncIterable<Pcm>, { speed, loudness }: CheckedConvertRequest): AsyncGenerator<Pcm> {
  const paced = speed === 1 ? blocks : changeTempo(blocks, speed);
  if (loudness === undefined) {
    yield* paced;
    return;
  }
  const gathered: Pcm[] = [];
  for await (const block of paced) gathered.push(block);
  if (gathered.length > 0) yield normalizeLoudness(joinPcm(gathered), loudness);
}
