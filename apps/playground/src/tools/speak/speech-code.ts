import type { Sample } from '../../parts/CodeSample.tsx';
import { bothSamples, literal, shellWord } from '../../parts/code.ts';
import type { SpokenAs } from './useSpeechSettings.ts';

/** How a program speaks the same text in the same way. */
export function speechCode(text: string, request: SpokenAs): Sample[] {
  const { origin } = location;
  const body = { text, ...request, words: true };
  return bothSamples({
    typescript: `import { potoo } from '@potoo/core';

const voice = potoo({ baseUrl: '${origin}' });
const { audio, words } = await voice.synthesize(${literal(body)});
await audio.save('speech.mp3');`,
    curl: `curl ${origin}/v1/tts/ -H 'content-type: application/json' \\
  -d ${shellWord(JSON.stringify({ ...body, format: 'mp3' }))} -o speech.mp3`,
  });
}
