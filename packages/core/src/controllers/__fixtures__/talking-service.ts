import type { ConverseRequest, TurnEvent } from '../../contract/conversation.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { realService } from './real-service.ts';

/** What the other side of every conversation says. */
export const REPLY = 'I hear you. Potoos sleep by day, and they hunt for moths at night.';

/** A real service, with a language model that always says the same. */
export function talkingService(changes: Partial<VoiceService> = {}): VoiceService {
  const real = realService();
  async function* streamTurn(request: ConverseRequest, options = {}): AsyncGenerator<TurnEvent> {
    const { audio, text } = request;
    const userText = audio ? (await real.transcribe({ audio, language: 'en' }, options)).text : (text ?? '');
    const conversationId = request.conversationId ?? 'conversation';
    yield { type: 'user-text', text: userText, conversationId, turnId: 'turn' };
    for (const piece of REPLY.split(/(?<=\. )/)) yield { type: 'reply-text', text: piece };
    for await (const event of real.streamSpeech({ text: REPLY, format: request.format ?? 'pcm', words: true }, options)) {
      if (event.type === 'start' || event.type === 'audio' || event.type === 'word') yield event;
      if (event.type === 'done') {
        const details = { ...event.details, conversationId, turnId: 'turn', userText, replyText: REPLY };
        yield { type: 'done', details };
      }
    }
  }
  const truncateTurn: VoiceService['truncateTurn'] = async ({ turnId, heard }) => ({
    id: turnId,
    userText: '',
    // About fifteen characters a second.
    replyText: REPLY.slice(0, Math.round(heard * 15)),
    interrupted: true,
    createdAt: new Date(),
  });
  return Object.assign(Object.create(real), { streamTurn, truncateTurn, ...changes });
}
