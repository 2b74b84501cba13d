import type { SpeechDetails, SpeechEvent } from '../../contract/speech.ts';
import type { WordTiming } from '../../contract/timing.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { ElementPlayback } from '../player/element-playback.ts';
import { PcmTrack } from '../player/pcm-track.ts';
import { speakArriving } from './arriving-speech.ts';
import type { SpokenAudio } from './spoken-player.ts';
import type { Utterance } from './utterance.ts';

/** Who is told what else comes with the audio. */
export interface SpeechListener {
  word(word: WordTiming): void;
  done(details: SpeechDetails): void;
}

/**
 * Speaks with a service and gives the audio as soon as there is some to play: PCM as it is made, or a whole file from a
 * service that does not stream.
 */
export async function openSpeech(utterance: Utterance, listener: SpeechListener): Promise<SpokenAudio> {
  const { service, text, options, signal } = utterance;
  let isStreamed = false;
  const stream = text.ended
    ? service.streamSpeech({ ...options, text: text.soFar, format: 'pcm', words: true }, { signal })
    : speakArriving(utterance);
  const read = (async function* () {
    for await (const event of stream) {
      isStreamed = true;
      tell(event, listener);
      yield event;
    }
  })();
  try {
    return await PcmTrack.from(read, signal);
  } catch (error) {
    const cannotStream = PotooError.isInstance(error) && error.code === 'unsupported' && !isStreamed;
    if (!cannotStream) throw error;
  }
  const request = { ...options, text: await text.whole(signal), format: 'mp3', words: true } as const;
  const { audio, ...details } = await service.synthesize(request, { signal });
  for (const word of details.words) listener.word(word);
  listener.done(details);
  return {
    open: (loudspeaker, events) => new ElementPlayback(audio.blob(), loudspeaker, events),
    toAudio: () => audio,
  };
}

function tell(event: SpeechEvent, listener: SpeechListener): void {
  if (event.type === 'word') listener.word(event.word);
  if (event.type === 'done') listener.done(event.details);
}
