import type { Recognition, RemoteSide } from '../backends/contract.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import type { Recognizer } from './listen.ts';
import { speechWav } from './speech-wav.ts';

/** A recogniser of another server as the pipeline sees it: each stretch of speech is a request. */
export function remoteRecognizer(model: string, sampleRate: number, remote: RemoteSide): Recognizer {
  return {
    sampleRate,
    parallel: remote.parallel,
    async recognize({ samples, language }, call): Promise<Recognition> {
      const request = {
        audio: speechWav(samples, sampleRate),
        fileName: 'speech.wav',
        model: remote.nameOf(model),
        words: true,
        ...(language !== UNDETERMINED && { language }),
      };
      const heard = await remote.ask(call, (service, options) => service.transcribe(request, options));
      return {
        text: heard.text.trim(),
        ...(heard.language !== UNDETERMINED && { language: heard.language }),
        words: heard.segments.flatMap(({ words }) => words.map(({ speaker: _, ...word }) => word)),
      };
    },
  };
}
