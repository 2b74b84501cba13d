import type { ConverseRequest, Turn, TurnEvent, VoiceService } from '@potoo/core';
import { EVENT_STREAM_TYPE, encodeTurnEvent } from '@potoo/core/wire';
import { readJson } from '../../requests/read-json.ts';
import { receiveForm } from '../../requests/receive-upload.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { audioKeeper, REPLY_AUDIO_PATH } from '../../responses/keep-audio.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { type ParsedTurn, parseTurnBody, parseTurnForm } from './schemas/turn-body.ts';

/**
 * `POST /v1/voice-chat/`: takes a turn of a spoken conversation, given as a form with `audio` or `text`, or as JSON with
 * `text`. The answer is JSON that tells where the audio of the reply is, or (`stream_format=events`) lines that carry it;
 * with `stream` as it is made.
 */
export function voiceChatRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const answerEvents = async (c: ServerContext, request: ConverseRequest, stream: boolean, remove: Remove) => {
    const work = workSignal(c.req.raw);
    const { signal } = work;
    const events = stream ? service.streamTurn(request, { signal }) : wholeTurnEvents(service, request, signal);
    const { source } = await peek(sourceOf(events));
    const close = () => source.close().finally(remove);
    return streamResponse(c, {
      headers: { 'content-type': EVENT_STREAM_TYPE },
      pieces: eventLines(c, { ...source, close }, encodeTurnEvent),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };

  const answerJson = async (c: ServerContext, request: ConverseRequest) => {
    const keeper = audioKeeper(options, REPLY_AUDIO_PATH);
    const turn = await service.converse(request, { signal: c.req.raw.signal });
    const { conversationId, userText, replyText, audio, warnings, usage } = turn;
    const body = {
      conversation_id: conversationId,
      user_text: userText,
      ai_text: replyText,
      audio_url: await keeper.keep(c, 'reply', audio),
      credits_used: usage.creditsUsed ?? 0,
      ...(turn.turnId !== undefined && { turn_id: turn.turnId }),
    };
    return Response.json(body, { headers: { ...warningHeaders(warnings), ...usageHeaders(usage) } });
  };

  return async (c) => {
    const { request, stream, wantsEvents, remove } = await readTurn(c, options);
    try {
      if (wantsEvents || c.req.header('accept')?.includes(EVENT_STREAM_TYPE)) {
        return await answerEvents(c, request, stream, remove);
      }
      const response = await answerJson(c, request);
      await remove();
      return response;
    } catch (error) {
      await remove();
      throw error;
    }
  };
}

type Remove = () => Promise<void>;

async function readTurn(
  c: ServerContext,
  options: ResolvedServerOptions,
): Promise<Omit<ParsedTurn, 'request'> & { readonly request: ConverseRequest; readonly remove: Remove }> {
  const isForm = /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
  if (!isForm) return { ...parseTurnBody(await readJson(c.req.raw, options.limits)), remove: async () => {} };
  const { fields, file, remove } = await receiveForm(c.req.raw, options.limits.toolBytes, options, { file: 'audio' });
  try {
    const parsed = parseTurnForm(fields);
    const audio = file && { audio: { path: file.path }, fileName: file.fileName };
    return { ...parsed, request: { ...parsed.request, ...audio }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Bytes of audio in one event. */
const PIECE_BYTES = 48 * 1024;

/** The events of a turn that is taken as a whole: the header of its file has its true length. */
async function* wholeTurnEvents(
  service: VoiceService,
  request: ConverseRequest,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const { audio, ...details }: Turn = await service.converse(request, { signal });
  const { conversationId, turnId = '', userText, replyText, words, warnings } = details;
  yield { type: 'user-text', text: userText, conversationId, turnId };
  yield { type: 'reply-text', text: replyText };
  const { format, sampleRate, channels } = audio;
  const { speechModel: model = 'auto', voice = 'auto' } = details;
  yield { type: 'start', format, sampleRate, channels, model, voice, warnings };
  const bytes = audio.bytes();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield { type: 'audio', data: bytes.subarray(at, at + PIECE_BYTES) };
  }
  for (const word of words) yield { type: 'word', word };
  yield { type: 'done', details };
}
