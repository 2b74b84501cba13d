import { check, checkError, checkNear, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase, SampleAudio } from '../conformance-case.ts';
import { measureWav } from '../containers/wav.ts';

/** Cases about recordings that are said in another language. */
export function translationCases(bench: Bench, sample: SampleAudio): ConformanceCase[] {
  return [
    { name: 'a recording is said in another language', run: () => translates(bench, sample) },
    {
      name: 'a recording is not translated into no language, nor for a voice that nobody knows',
      run: () => refuses(bench, sample),
    },
  ];
}

const primary = (tag: string): string => tag.split('-')[0] ?? tag;

/** A language that a voice of the service speaks and the recording does not. */
async function otherLanguage({ service }: Bench, { language }: SampleAudio): Promise<string> {
  const voices = await (await service()).listVoices();
  const spoken = voices.flatMap(({ languages }) => languages.map(primary));
  // Of many that are spoken, one that whatever translates is sure to know.
  const known = ['es', 'de', 'fr', 'en', ...spoken].find((tag) => tag !== primary(language) && spoken.includes(tag));
  check(known !== undefined, `no voice speaks another language than ${language}`);
  return known ?? '';
}

async function translates(bench: Bench, sample: SampleAudio): Promise<void> {
  const targetLanguage = await otherLanguage(bench, sample);
  const { bytes: audio, fileName, language } = sample;
  const service = await bench.service();
  const request = { audio, ...(fileName !== undefined && { fileName }), targetLanguage, format: 'wav' } as const;
  const result = await service.translateSpeech(request);
  check(result.originalText.trim() !== '', 'nothing was understood of the recording');
  check(result.translatedText.trim() !== '', 'the translation is empty');
  check(
    primary(result.sourceLanguage) === primary(language),
    `the recording is taken to be in ${result.sourceLanguage}`,
  );
  check(primary(result.targetLanguage) === targetLanguage, `the translation is in ${result.targetLanguage}`);
  const { duration, rms } = measureWav(result.audio.bytes());
  checkNear(result.audio.duration, duration, 0.15, 'the length of the file');
  check(duration > 0.1 && rms > 0.001, `the translation sounds for ${duration} s at ${rms}`);
}

async function refuses(bench: Bench, { bytes: audio }: SampleAudio): Promise<void> {
  const service = await bench.service();
  const noLanguage = await rejectionOf(service.translateSpeech({ audio, targetLanguage: '?' }), 'no language');
  checkError(noLanguage, { codes: ['bad_request'], param: 'targetLanguage' }, 'a language that is none');
  const request = { audio, targetLanguage: 'en', voice: 'nobody-of-this-name' };
  const noVoice = await rejectionOf(service.translateSpeech(request), 'an unknown voice');
  checkError(noVoice, { codes: ['not_found'], reasons: ['voice_not_found'] }, 'an unknown voice');
}
