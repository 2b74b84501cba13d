import type { CallOptions, SpeechRequest, VoiceService, Warning } from '@potoo/core';
import { EVENT_STREAM_TYPE } from '@potoo/core/wire';
import { readJson } from '../../requests/read-json.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { encodeErrorLine } from './error-body.ts';
import { Generation } from './generation.ts';
import { type AudioBody, parseAudioBody } from './schemas/audio-body.ts';
import { findSpeaker } from './speaker.ts';

/** `POST /api/v1/audio`: speaks a text, tells line by line how far it has come, and sends the audio with the last line. */
export function audioRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const { outeaiCharacters, stalledReaderMs } = options.limits;
  return async (c) => {
    const { maxPromptCharacters } = c.env.caller.plan;
    const body = parseAudioBody(await readJson(c.req.raw, options.limits), outeaiCharacters ?? maxPromptCharacters);
    const work = workSignal(c.req.raw);
    const { signal } = work;
    const request = await speechRequest(service, body, { signal });
    const generation = new Generation(sourceOf(service.streamSpeech(request, { signal })));
    const { source } = await peek(sourceOf(generation.lines()));
    const asked = { model: body.model, voice: body.speaker_id };
    const warnings = [...notFollowed(body), ...(generation.start?.warnings ?? [])];
    return streamResponse(c, {
      headers: {
        'content-type': EVENT_STREAM_TYPE,
        ...warningHeaders(warnings, asked, generation.start),
        ...usageHeaders(generation.start?.usage ?? {}),
      },
      pieces: eventLines(c, source, (line) => line, encodeErrorLine),
      work,
      stalledReaderMs,
    });
  };
}

async function speechRequest(service: VoiceService, body: AudioBody, options: CallOptions): Promise<SpeechRequest> {
  const speaker = await findSpeaker(service, body, options);
  return { ...speaker, text: body.prompt, inputType: 'text', format: 'wav' };
}

function notFollowed({ temperature }: AudioBody): Warning[] {
  if (temperature === undefined) return [];
  const message = 'temperature: the voices here speak a text the same way each time; it was left out.';
  return [{ type: 'unsupported', subject: 'temperature', message }];
}
