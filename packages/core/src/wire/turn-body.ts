import type { ConverseRequest } from '../contract/conversation.ts';
import { defined } from './fields.ts';

/** The fields of `POST /v1/voice-chat/` beside its audio: the seed's, then Potoo's own. */
export interface TurnBody {
  readonly text?: string;
  readonly voice?: string;
  readonly tts_model?: string;
  readonly system_prompt?: string;
  readonly conversation_id?: string;
  /** Language model. */
  readonly model?: string;
  readonly language?: string;
  readonly speed?: number;
  readonly format?: string;
  readonly bitrate?: number;
  readonly sample_rate?: number;
  readonly channels?: 'mono' | 'stereo';
  readonly loudness?: number;
  /** Whether events should leave before all of them are made. */
  readonly stream?: boolean;
  /** `events`: the answer is {@link TurnEventLine}s. */
  readonly stream_format?: 'events';
}

/** Writes a turn, without its audio. Fields that the caller left out are left out. */
export function toTurnBody(request: ConverseRequest): TurnBody {
  const { text, voice, speechModel, systemPrompt, conversationId, model, language, speed } = request;
  const { format, bitrate, sampleRate, channels, loudness } = request;
  return defined({
    text,
    voice,
    tts_model: speechModel,
    system_prompt: systemPrompt,
    conversation_id: conversationId,
    model,
    language,
    speed,
    format,
    bitrate,
    sample_rate: sampleRate,
    channels,
    loudness,
  });
}
