import type { PotooError, Transcript, VoiceService } from '@potoo/core';
import type { PlayerSource } from '@potoo/core/player';
import { expectTypeOf } from 'vitest';
import { useConversation } from './useConversation.ts';
import { useMicrophone } from './useMicrophone.ts';
import { usePlayer } from './usePlayer.ts';
import { usePlayerTime } from './usePlayerTime.ts';
import { useRecorder } from './useRecorder.ts';
import { useSpeech } from './useSpeech.ts';
import { useTranscription } from './useTranscription.ts';
import { useVoices } from './useVoices.ts';

declare const service: VoiceService;
declare const pieces: AsyncIterable<string>;

/** Options never turn what a hook returns into `any` or `unknown`. Checked by the compiler; never run. */
export function Types(): void {
  const speech = useSpeech({
    service,
    voice: 'slt',
    speed: 1.2,
    queue: 'append',
    onWord: ({ text, start }, index) => {
      expectTypeOf(text).toBeString();
      expectTypeOf(start).toBeNumber();
      expectTypeOf(index).toBeNumber();
    },
  });
  expectTypeOf(speech.status).toEqualTypeOf<
    'idle' | 'loading' | 'playing' | 'paused' | 'blocked' | 'ended' | 'error'
  >();
  expectTypeOf(speech.error).toEqualTypeOf<PotooError | null>();
  expectTypeOf(speech.speak('Hello.')).toEqualTypeOf<void>();
  expectTypeOf(speech.speak(pieces, { voice: 'rms' })).toEqualTypeOf<void>();
  expectTypeOf(speech.speakAsync('Hello.', { signal: new AbortController().signal })).resolves.toEqualTypeOf<void>();
  // @ts-expect-error A number is no text.
  speech.speak(1);
  // @ts-expect-error There is no such policy.
  useSpeech({ service, queue: 'later' });

  const player = usePlayer();
  expectTypeOf(player.play).parameter(0).toEqualTypeOf<PlayerSource | undefined>();
  expectTypeOf(usePlayerTime(player.player)).toBeNumber();
  expectTypeOf(usePlayerTime(speech.session.player)).toBeNumber();

  const transcription = useTranscription({ service, words: true });
  expectTypeOf(transcription.transcript).toEqualTypeOf<Transcript | null>();
  expectTypeOf(transcription.transcribeAsync(new Blob())).resolves.toEqualTypeOf<Transcript>();

  const { support } = useMicrophone();
  if (support.supported) expectTypeOf(support).not.toHaveProperty('reason');
  else expectTypeOf(support.reason).not.toBeAny();

  const recorder = useRecorder({ format: 'wav', maxDuration: 5 });
  expectTypeOf(recorder.recording?.blob).toEqualTypeOf<Blob | undefined>();
  // @ts-expect-error There is no such format.
  useRecorder({ format: 'midi' });

  expectTypeOf(useConversation({ service }).messages[0]?.role).toEqualTypeOf<'user' | 'assistant' | undefined>();
  expectTypeOf(useVoices({ service }).selectedId).toEqualTypeOf<string | null>();
}
