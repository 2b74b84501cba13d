import type { Emotion } from '../../contract/voice-tools.ts';
import { check, checkError, checkNear, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { measureWav } from '../containers/wav.ts';

/** Cases about recordings that are said again: in another voice, or with another delivery. */
export function revoiceCases(bench: Bench): ConformanceCase[] {
  const { features } = bench.options;
  return [
    ...(features.includes('convertVoice')
      ? [
          { name: 'a recording that is converted to another voice keeps its length', run: () => convertsVoice(bench) },
          { name: 'a recording is not converted to a voice that nobody knows', run: () => refusesVoice(bench) },
        ]
      : []),
    ...(features.includes('transformSpeech')
      ? [
          { name: 'a recording that is spoken twice as fast is half as long', run: () => hastens(bench) },
          { name: 'an emotion or a speed that does not exist is refused', run: () => refusesDelivery(bench) },
        ]
      : []),
  ];
}

function recording({ options }: Bench): Uint8Array<ArrayBuffer> {
  if (!options.reference) throw new TypeError('`reference` is needed for a service that converts voices.');
  return options.reference;
}

/** The voice to convert to: one that the service lists. */
async function listedVoice(bench: Bench): Promise<string> {
  const asked = bench.speech.voice;
  if (asked !== undefined && asked !== 'auto') return asked;
  const [first] = await (await bench.service()).listVoices();
  check(first !== undefined, 'there are no voices');
  return first?.id ?? '';
}

async function convertsVoice(bench: Bench): Promise<void> {
  const service = await bench.service();
  const audio = recording(bench);
  const converted = await service.convertVoice({ audio, targetVoice: await listedVoice(bench), format: 'wav' });
  const [was, is] = [measureWav(audio), measureWav(converted.audio.bytes())];
  checkNear(is.duration, was.duration, 0.02 * was.duration, 'the length');
  check(is.rms > 0.001, 'what was converted is silent');
}

async function refusesVoice(bench: Bench): Promise<void> {
  const request = { audio: recording(bench), targetVoice: 'nobody-of-this-name' };
  const error = await rejectionOf((await bench.service()).convertVoice(request), 'an unknown voice');
  checkError(error, { codes: ['not_found'], reasons: ['voice_not_found'] }, 'an unknown voice');
}

async function hastens(bench: Bench): Promise<void> {
  const audio = recording(bench);
  // With a voice, as some services need one.
  const request = { audio, voice: await listedVoice(bench), speed: 2, format: 'wav' } as const;
  const spoken = await (await bench.service()).transformSpeech(request);
  const [was, is] = [measureWav(audio), measureWav(spoken.audio.bytes())];
  checkNear(is.duration, was.duration / 2, 0.02 * was.duration, 'the length');
}

async function refusesDelivery(bench: Bench): Promise<void> {
  const service = await bench.service();
  const request = { audio: recording(bench), voice: await listedVoice(bench) };
  const wrong = { speed: { speed: 9 }, emotion: { emotion: 'bored' as Emotion } };
  for (const [param, wish] of Object.entries(wrong)) {
    const error = await rejectionOf(service.transformSpeech({ ...request, ...wish }), `a wrong ${param}`);
    checkError(error, { codes: ['bad_request'], param }, `a wrong ${param}`);
  }
}
