import type { AudioResult } from '@potoo/core';
import { spoolPcm } from '../../audio/pcm-file.ts';
import { mimic } from '../../backends/mimic/mimic.ts';
import type { RevoiceWishes } from '../../backends/mimic/mimic-calls.ts';
import type { ConversionWishes } from '../../backends/onnx/conversion-wishes.ts';
import { DELIVERIES } from '../../dsp/mimic/delivery.ts';
import type { Installation } from '../../models/installation.ts';
import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import type { CheckedTransformRequest } from '../../requests/revoice-request.ts';
import type { EngineCall } from '../engine-call.ts';
import { applyTool } from '../tools/apply-tool.ts';
import type { Recording } from '../tools/hand-over.ts';
import { openToolAudio, type ToolAudio } from '../tools/open-tool-audio.ts';
import { runTool } from '../tools/run-tool.ts';
import { targetRecording } from './target-recording.ts';

/** A pulled network that gives speech another voice. */
export type ConvertingNetwork = ResolvedTool & { readonly installation: Installation };

type Wishes = Omit<CheckedTransformRequest, 'audio' | 'fileName' | 'voice'> & { readonly voice: string };

/** Whether a tool is a network that converts voices here, and not the signal processing that comes with Potoo. */
export function isConvertingNetwork(tool: ResolvedTool): tool is ConvertingNetwork {
  return tool.installation !== undefined && tool.model.type === 'voice-conversion';
}

/**
 * Says a recording again in another voice, by a network. These change the voice and nothing else: another delivery or speed
 * is given to the recording before.
 */
export async function convertByNetwork(
  tool: ConvertingNetwork,
  recording: Recording,
  wishes: Wishes,
  call: EngineCall,
): Promise<AudioResult> {
  const { sampleRate } = tool.installation.variant;
  const { recording: target, warnings } = await targetRecording(wishes.voice, sampleRate, call);
  await using audio = await deliveredAudio(recording, wishes, sampleRate, call);
  const options: ConversionWishes = { target };
  const warned = { ...tool, warnings: [...tool.warnings, ...warnings] };
  return await applyTool(warned, audio, { method: 'convert', options, output: wishes }, call);
}

/** The recording as it is to be delivered, at the rate of the network. */
async function deliveredAudio(
  recording: Recording,
  { emotion, speed }: Wishes,
  sampleRate: number,
  call: EngineCall,
): Promise<ToolAudio> {
  const rates = { lowest: sampleRate, highest: sampleRate };
  const audio = await openToolAudio(recording, call, { mostChannels: 1, rates });
  if (emotion === 'neutral' && speed === 1) return audio;
  await using plain = audio;
  const tool = resolveTool(call.inventory, { type: 'voice-conversion', model: mimic.id, strict: true });
  const options: RevoiceWishes = { target: undefined, delivery: DELIVERIES[emotion], speed };
  const run = runTool(tool, 'revoice', plain, options, call);
  async function* blocks() {
    for await (const [block] of run.blocks) if (block) yield block;
  }
  const pcm = await spoolPcm(blocks(), { directory: call.options.tempDirectory, signal: call.signal });
  return {
    pcm,
    duration: pcm.frames / pcm.sampleRate,
    warnings: [...plain.warnings, ...run.warnings()],
    [Symbol.asyncDispose]: () => pcm[Symbol.asyncDispose](),
  };
}
