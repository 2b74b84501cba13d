import type { SpeechStreamRequest } from '@potoo/core';
import type { HostContext } from '../../hosts/contract.ts';
import { hostedSpeaker } from '../../pipeline/hosted-speaker.ts';
import { speakInstalled } from '../../pipeline/speak-installed.ts';
import { checkSpeechRequest } from '../../requests/speech-request.ts';
import type { SpeakParams } from '../messages.ts';
import { withPageFormat } from './page-formats.ts';
import type { PageParts } from './page-parts.ts';

/** Speaks in the Worker; each event leaves when there is room for it. */
export async function speakInPage(
  { request, textFollows, streaming }: SpeakParams,
  { signal, emit, input }: HostContext,
  { options, inventory, pools, media }: PageParts,
): Promise<void> {
  const whole = textFollows && isRecord(request) ? { ...request, text: input } : request;
  // It came from a caller who may have no types: this is where it is checked.
  const checked = checkSpeechRequest((await withPageFormat(whole)) as SpeechStreamRequest, options.maxCharacters);
  const call = {
    options: { strict: false },
    inventory,
    media,
    signal,
    lane: '',
    onProgress: (progress: unknown) => {
      if (!streaming) emit({ type: 'working', progress }).catch(() => {});
    },
  };
  const speech = await speakInstalled(checked, call, { streaming }, (entry) => hostedSpeaker(entry, pools));
  for await (const event of speech) await emit(event);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
