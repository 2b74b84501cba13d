import type { AudioResult, ConvertVoiceRequest, TransformSpeechRequest } from '@potoo/core';
import { mimic } from '../../backends/mimic/mimic.ts';
import type { RevoiceWishes } from '../../backends/mimic/mimic-calls.ts';
import { DELIVERIES } from '../../dsp/mimic/delivery.ts';
import { VOICE_RATES } from '../../dsp/vocoder/voice-frames.ts';
import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { namedByCaller } from '../../requests/named-by-caller.ts';
import {
  type CheckedTransformRequest,
  checkConvertVoiceRequest,
  checkTransformRequest,
} from '../../requests/revoice-request.ts';
import type { EngineCall } from '../engine-call.ts';
import { applyTool } from '../tools/apply-tool.ts';
import { type Recording, workWhereItIs } from '../tools/hand-over.ts';
import { openToolAudio } from '../tools/open-tool-audio.ts';
import { convertByNetwork, isConvertingNetwork } from './convert-by-network.ts';
import { resolveCloner } from './resolve-cloner.ts';
import { targetProfile } from './target-profile.ts';

/** Says a recording again in another voice: its words, its timing and its expression stay. */
export async function convertVoice(request: ConvertVoiceRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkConvertVoiceRequest(request);
  const { audio, fileName, ...wishes } = checked;
  const asTransform = { ...checked, voice: checked.targetVoice, emotion: 'neutral', speed: 1 } as const;
  return workWhereItIs(resolveCloner(checked.model, call), { audio, fileName }, call, {
    there: (service, recording, options) => service.convertVoice({ ...definedFields(wishes), ...recording }, options),
    here: (tool, recording) =>
      revoiceHere(tool, recording, asTransform, call).catch((error: unknown) =>
        Promise.reject(namedByCaller(error, 'voice', 'targetVoice')),
      ),
  });
}

/** Says a recording again with another delivery, and in another voice if one is named. */
export async function transformSpeech(request: TransformSpeechRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkTransformRequest(request);
  const { audio, fileName, ...wishes } = checked;
  return workWhereItIs(resolveCloner(checked.model, call), { audio, fileName }, call, {
    there: (service, recording, options) =>
      service.transformSpeech({ ...definedFields(wishes), ...recording }, options),
    here: (tool, recording) => revoiceHere(tool, recording, checked, call),
  });
}

async function revoiceHere(
  tool: ResolvedTool,
  recording: Recording,
  checked: Omit<CheckedTransformRequest, 'audio' | 'fileName'>,
  call: EngineCall,
): Promise<AudioResult> {
  const { voice, emotion, speed } = checked;
  if (isConvertingNetwork(tool)) {
    if (voice !== undefined) return convertByNetwork(tool, recording, { ...checked, voice }, call);
    return revoiceHere(ownDelivery(tool, call), recording, checked, call);
  }
  const target = voice === undefined ? undefined : await targetProfile(voice, call);
  await using audio = await openToolAudio(recording, call, { mostChannels: 1, rates: VOICE_RATES });
  const options: RevoiceWishes = { target: target?.profile, delivery: DELIVERIES[emotion], speed };
  const warned = { ...tool, warnings: [...tool.warnings, ...(target?.warnings ?? [])] };
  return await applyTool(warned, audio, { method: 'revoice', options, output: checked }, call);
}

/** What changes delivery where no voice is named: a network that only changes voices has nothing to do. */
function ownDelivery({ model, warnings }: ResolvedTool, { inventory }: EngineCall): ResolvedTool {
  const tool = resolveTool(inventory, { type: 'voice-conversion', model: mimic.id, strict: true });
  const message = `${model.id} changes the voice only, and none was named: ${mimic.id} did the work.`;
  return { ...tool, warnings: [...warnings, { type: 'fallback', subject: 'model', message }] };
}
