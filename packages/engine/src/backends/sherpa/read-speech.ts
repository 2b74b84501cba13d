import { InternalError } from '@potoo/core';
import { type PcmFile, pcmFileSource } from '../../audio/pcm-file.ts';
import { finite } from './recognize.ts';

/** Reads a whole mono recording. @throws {InternalError} If it has another rate: the library would stretch time silently. */
export async function readSpeech(audio: PcmFile, sampleRate: number): Promise<Float32Array> {
  if (audio.sampleRate !== sampleRate || audio.channels !== 1) {
    throw new InternalError(`Speakers are found in mono audio at ${sampleRate} Hz, not at ${audio.sampleRate} Hz.`);
  }
  const samples = new Float32Array(audio.frames);
  let at = 0;
  for await (const { channels } of pcmFileSource(audio).read()) {
    const [block = new Float32Array()] = channels;
    samples.set(finite(block), at);
    at += block.length;
  }
  return samples;
}
