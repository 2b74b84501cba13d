import assert from 'node:assert/strict';
import type { Backend, BackendVoice, SpeechBackend, SynthesizeParams, Utterance } from '../backends/contract.ts';
import type { BackendCase } from './backend-case.ts';
import { checkedUtterance } from './checked-utterance.ts';
import { declarationCases } from './declaration-cases.ts';
import { ENGLISH_SENTENCES } from './english-sentences.ts';
import { FOREIGN_SENTENCES } from './foreign-sentences.ts';
import { type InProcessHost, loadInProcess } from './in-process-host.ts';
import { medianPitch } from './median-pitch.ts';
import { ODD_TEXTS } from './odd-texts.ts';
import { plainParams } from './utterance-params.ts';

const SENTENCE = 'The weather in the village was fine, and nobody knew why.';

/** More voices than this are tried by one per language of {@link FOREIGN_SENTENCES}. */
const MOST_VOICES_TRIED = 12;

/** A speaking backend, its host loaded when the first case needs it. */
interface Subject {
  readonly speech: SpeechBackend;
  speak(params: SynthesizeParams, signal?: AbortSignal): Promise<Utterance>;
}

/**
 * What every backend that speaks has to do, as cases for any test runner. The host runs in this process.
 * @param backend - Available here: ask its `check` first.
 */
export function speechBackendCases(backend: Backend): BackendCase[] {
  const { speech } = backend;
  if (!speech) throw new TypeError(`The backend ${backend.id} does not speak.`);
  let host: Promise<InProcessHost> | undefined;
  const subject: Subject = {
    speech,
    async speak(params, signal) {
      host ??= loadInProcess(backend);
      const result = await (await host).call('synthesize', params, signal ? { signal } : {});
      return checkedUtterance(result, params);
    },
  };
  const of = (name: string, run: (subject: Subject) => Promise<void>) => ({ name, run: () => run(subject) });
  return [
    ...declarationCases(backend),
    of('declares its voices soundly', async ({ speech: { models, voices } }) => soundVoices(models, voices)),
    of('speaks in its voices, in their languages', speaksInItsVoices),
    of('times every word of fifty sentences', timesEveryWord),
    of('puts word boundaries where its own phones begin and end', boundariesAtPhones),
    of('speaks faster and slower as asked', followsRate),
    of('speaks higher and lower as asked', followsPitch),
    of('says a word by the sounds that are given for it', followsIpa),
    of('forgets the settings of the call before', forgetsSettings),
    of('does not begin when it is aborted already', refusesWhenAborted),
    of('refuses a voice that it does not have', refusesUnknownVoice),
    of('lives through odd texts', livesThroughOddTexts),
    of('does not grow with two hundred sentences', doesNotGrow),
  ];
}

function soundVoices(models: SpeechBackend['models'], voices: readonly BackendVoice[]): void {
  assert.ok(voices.length > 0, 'it has voices');
  assert.equal(new Set(voices.map(({ id }) => id)).size, voices.length, 'voice ids are unique');
  for (const voice of voices) {
    assert.match(voice.id, /^[A-Za-z0-9_+/-]{1,64}$/);
    assert.ok(voice.name.length > 0, `${voice.id} has a name`);
    const model = models.find(({ id }) => id === voice.model);
    assert.ok(model, `${voice.id} belongs to a model that the backend declares`);
    assert.ok(voice.languages.length > 0, `${voice.id} has a language`);
    assert.deepEqual(Intl.getCanonicalLocales([...voice.languages]), [...voice.languages], `tags of ${voice.id}`);
    const primary = voice.languages[0]?.split('-')[0] ?? '';
    assert.ok(model.languages.includes(primary), `the model speaks the language of ${voice.id}`);
  }
}

function sentenceFor(voice: BackendVoice): string | undefined {
  const primary = voice.languages[0]?.split('-')[0] ?? '';
  return primary === 'en' ? SENTENCE : FOREIGN_SENTENCES[primary];
}

/** The first voice that speaks English, or else any whose language there is a sentence for. */
function voiceAndSentences({ speech: { voices } }: Subject): [BackendVoice, readonly string[]] {
  const english = voices.find((voice) => sentenceFor(voice) === SENTENCE);
  if (english) return [english, ENGLISH_SENTENCES];
  const foreign = voices.find((voice) => sentenceFor(voice) !== undefined);
  assert.ok(foreign, 'a voice in one of the languages that there are sentences for');
  return [foreign, [sentenceFor(foreign) ?? '']];
}

async function speaksInItsVoices({ speech: { voices }, speak }: Subject): Promise<void> {
  const seen = new Set<string>();
  for (const voice of voices) {
    const text = sentenceFor(voice);
    const kind = `${voice.languages[0]?.split('-')[0]} ${voice.gender}`;
    if (text === undefined || (voices.length > MOST_VOICES_TRIED && seen.has(kind))) continue;
    seen.add(kind);
    const { samples, sampleRate, words } = await speak(plainParams(text, voice));
    if (voice.sampleRate !== undefined) assert.equal(sampleRate, voice.sampleRate, `rate of ${voice.id}`);
    const seconds = samples.length / sampleRate;
    const letters = text.length;
    assert.ok(seconds > letters * 0.03 && seconds < letters * 0.5, `${voice.id}: ${seconds} s for ${letters} letters`);
    const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
    assert.ok(rms > 0.005, `${voice.id} is heard: RMS ${rms}`);
    const spoken = words.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(spoken > 0.5 * seconds, `${voice.id}: words fill the sentence, ${spoken} of ${seconds} s`);
  }
  assert.ok(seen.size > 0, 'a voice in one of the languages that there are sentences for');
}

async function timesEveryWord(subject: Subject): Promise<void> {
  const [voice, sentences] = voiceAndSentences(subject);
  for (const text of sentences) {
    const params = plainParams(text, voice);
    const { words } = await subject.speak(params);
    for (const [index, { start, end }] of words.entries()) {
      assert.ok(end - start > 0.01, `"${params.words[index]?.text}" of "${text}" lasts ${end - start} s`);
    }
  }
}

async function boundariesAtPhones(subject: Subject): Promise<void> {
  const [voice, sentences] = voiceAndSentences(subject);
  const errors: number[] = [];
  for (const text of sentences) {
    const { words, phones } = await subject.speak(plainParams(text, voice));
    // A backend that does not time phones has nothing to be measured by.
    if (phones.length === 0) return;
    for (const { start, end } of words) {
      errors.push(Math.min(...phones.map((phone) => Math.abs(phone.start - start))));
      errors.push(Math.min(...phones.map((phone) => Math.abs(phone.end - end))));
    }
  }
  errors.sort((a, b) => a - b);
  const median = errors[errors.length >> 1] ?? 0;
  assert.ok(median <= 0.05, `the median distance to a phone's edge is ${median} s`);
}

async function followsRate(subject: Subject): Promise<void> {
  const [voice, [text = '']] = voiceAndSentences(subject);
  const lasting = async (rate: number) => (await subject.speak(plainParams(text, voice, { rate }))).samples.length;
  const own = await lasting(1);
  for (const rate of [0.5, 0.75, 1.5, 2]) {
    const factor = (own / (await lasting(rate))) * (1 / rate);
    assert.ok(factor > 0.85 && factor < 1.15, `at rate ${rate} it is ${factor * rate} times as fast`);
  }
}

async function followsPitch(subject: Subject): Promise<void> {
  const [voice, sentences] = voiceAndSentences(subject);
  const text = sentences.slice(0, 2).join(' ');
  const measured = async (pitch: number) => {
    const { samples, sampleRate } = await subject.speak(plainParams(text, voice, { pitch }));
    return medianPitch(samples, sampleRate);
  };
  const own = await measured(1);
  assert.ok(own > 60 && own < 350, `its own pitch is ${own} Hz`);
  for (const pitch of [0.8, 1.25]) {
    const factor = (await measured(pitch)) / own;
    assert.ok(Math.abs(factor / pitch - 1) < 0.08, `at pitch ${pitch} it is ${factor} times as high`);
  }
}

async function followsIpa({ speech: { voices }, speak }: Subject): Promise<void> {
  const voice = voices.find((each) => sentenceFor(each) === SENTENCE);
  if (!voice) return;
  const text = 'We say tomato here.';
  const params = plainParams(text, voice);
  const symbols = async (ipa: string | undefined) => {
    const words = params.words.map((word) => (word.text === 'tomato' && ipa ? { ...word, ipa } : word));
    const { phones } = await speak({ ...params, words });
    return phones.map(({ symbol }) => symbol).join(' ');
  };
  const own = await symbols(undefined);
  if (own === '') return;
  assert.equal(await symbols('ǃ'), own, 'sounds that it cannot make leave the word as it is');
  const given = await symbols('ˈmjuːzɪk');
  assert.notEqual(given, own);
  const music = await speak(plainParams('We say music here.', voice));
  assert.equal(given, music.phones.map(({ symbol }) => symbol).join(' '), 'it says the sounds that were given');
}

async function forgetsSettings(subject: Subject): Promise<void> {
  const [voice, [text = '']] = voiceAndSentences(subject);
  const other = subject.speech.voices.at(-1) ?? voice;
  const before = await subject.speak(plainParams(text, voice));
  await subject.speak(plainParams(text, other, { rate: 2, pitch: 1.5 }));
  const after = await subject.speak(plainParams(text, voice));
  assert.ok(Math.abs(after.samples.length / before.samples.length - 1) < 0.02, 'the same length as before');
  const pitch = (speech: Utterance) => medianPitch(speech.samples, speech.sampleRate);
  assert.ok(Math.abs(pitch(after) / pitch(before) - 1) < 0.03, 'the same pitch as before');
}

async function refusesWhenAborted(subject: Subject): Promise<void> {
  const [voice] = voiceAndSentences(subject);
  const reason = new Error('no longer wanted');
  await assert.rejects(
    subject.speak(plainParams(SENTENCE, voice), AbortSignal.abort(reason)),
    (error) => error === reason,
  );
}

async function refusesUnknownVoice({ speak }: Subject): Promise<void> {
  await assert.rejects(speak(plainParams(SENTENCE, { id: 'no-such-voice', languages: ['en'] })), { code: 'not_found' });
}

async function livesThroughOddTexts(subject: Subject): Promise<void> {
  const [voice, [text = '']] = voiceAndSentences(subject);
  for (const [name, odd] of Object.entries(ODD_TEXTS)) {
    const params = plainParams(odd, voice);
    const whole = odd.trim();
    const from = odd.indexOf(whole);
    // As the words of the text, as one word, and as a text without any.
    for (const words of [params.words, whole ? [{ text: whole, from, to: from + whole.length }] : [], []]) {
      const { samples, sampleRate } = await subject.speak({ ...params, words });
      const seconds = samples.length / sampleRate;
      assert.ok(seconds < 2 + 0.6 * odd.length, `${name}: ${seconds} s`);
    }
  }
  const { samples } = await subject.speak(plainParams(text, voice));
  assert.ok(samples.length > 0, 'it still speaks');
}

async function doesNotGrow(subject: Subject): Promise<void> {
  const [voice, sentences] = voiceAndSentences(subject);
  const speakMany = async () => {
    for (let index = 0; index < 100; index++) {
      await subject.speak(plainParams(`${sentences[index % sentences.length]?.split(',')[0]}, ${index}.`, voice));
    }
    return process.memoryUsage().rss;
  };
  const before = await speakMany();
  const growth = (await speakMany()) - before;
  assert.ok(growth < 64 * 2 ** 20, `a hundred sentences more cost ${Math.round(growth / 2 ** 20)} MiB`);
}
