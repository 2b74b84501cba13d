import { setImmediate } from 'node:timers/promises';
import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import type { EnhanceOptions } from './enhance-options.ts';
import { numberSource } from './number-source.ts';
import { profileRecording, type RecordingProfile } from './profile/recording-profile.ts';
import { createClickRemover } from './repair/click-remover.ts';
import { createSteadyToneRemover } from './repair/steady-tone-remover.ts';
import { type Stage, throughStages } from './stage.ts';
import { createNoiseSuppressor } from './suppression/noise-suppressor.ts';

export async function* enhanceAudio(source: PcmSource, options: EnhanceOptions): AsyncGenerator<Pcm, void> {
  const { signal, onProgress, onWarning, strength } = options;
  signal?.throwIfAborted();
  const numbers = numberSource(source, () => onWarning?.('x'));
  const turn = async () => {
    await setImmediate();
    signal?.throwIfAborted();
  };
  const profile: RecordingProfile = await profileRecording(numbers, turn);
  const stages: Stage[] = [];
  using stack = new DisposableStack();
  if (options.denoise) {
    stages.push(
      createSteadyToneRemover(source.sampleRate, source.channels, profile.humLines),
      createClickRemover(source.sampleRate, source.channels),
      stack.use(
        await createNoiseSuppressor({
          sampleRate: source.sampleRate,
          channels: source.channels,
          strength,
          guideGain: Math.min(100, Math.max(0.1, 0.05 / (profile.level + 1e-9))),
          music: profile.music,
        }),
      ),
    );
  }
  yield* throughStages(numbers.read(), stages, source.sampleRate);
  onProgress?.(1);
}
