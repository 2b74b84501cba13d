import type { ConverseRequest, TurnEvent } from '../../contract/conversation.ts';
import type { SpeechEvent } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { PcmTrack } from '../player/pcm-track.ts';
import type { PlayerSource } from '../player/player-source.ts';

/** Who is told of a turn as it is taken. */
export interface TurnListener {
  /** What the user was understood to say. */
  understood(text: string, conversationId: string, turnId: string | undefined): void;
  /** The next piece of the reply's text. */
  replied(text: string): void;
}

/** Takes a turn, and gives the reply's audio as soon as there is some to play. */
export async function takeTurn(
  service: VoiceService,
  request: ConverseRequest,
  signal: AbortSignal,
  listener: TurnListener,
): Promise<PlayerSource> {
  let hasBegun = false;
  const read = (async function* () {
    for await (const event of service.streamTurn({ ...request, format: 'pcm' }, { signal })) {
      hasBegun = true;
      tell(event, listener);
      if (event.type === 'start' || event.type === 'audio') yield event satisfies SpeechEvent;
    }
  })();
  try {
    return await PcmTrack.from(read, signal);
  } catch (error) {
    const cannotStream = PotooError.isInstance(error) && error.code === 'unsupported' && !hasBegun;
    if (!cannotStream) throw error;
  }
  const turn = await service.converse({ ...request, format: 'mp3' }, { signal });
  listener.understood(turn.userText, turn.conversationId, turn.turnId);
  listener.replied(turn.replyText);
  return turn.audio;
}

function tell(event: TurnEvent, listener: TurnListener): void {
  if (event.type === 'user-text') listener.understood(event.text, event.conversationId, event.turnId);
  if (event.type === 'reply-text') listener.replied(event.text);
}
