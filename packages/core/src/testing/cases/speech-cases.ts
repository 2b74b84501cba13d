import { AUDIO_FORMATS, type AudioFormat } from '../../audio/formats.ts';
import type { SpeechResult } from '../../contract/speech.ts';
import { check, checkNear } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { containerDuration } from '../containers/audio-duration.ts';
import { measureWav } from '../containers/wav.ts';
import { PARAGRAPH, SENTENCE } from '../texts.ts';

/** Seconds that an encoder may add at the ends. */
const PADDING = 0.15;

/** Cases about whole speech. */
export function speechCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'speech is sound of the length that it states', run: () => speechIsSound(bench) },
    { name: 'speech is mp3 unless asked otherwise, where there is mp3', run: () => speechIsMp3(bench) },
    { name: 'speech comes in every format of the capabilities', run: () => speechInEveryFormat(bench) },
    { name: 'speech has the rate and channels that were asked for', run: () => rateAndChannels(bench) },
    { name: 'speed 2 halves the length, speed 0.5 doubles it', run: () => speedChangesLength(bench) },
    { name: 'a longer text takes longer to say', run: () => longerTakesLonger(bench) },
    { name: 'a voice of every installed model speaks', run: () => everyModelSpeaks(bench) },
    { name: 'many calls at once do not disturb each other', run: () => callsAtOnce(bench) },
  ];
}

async function speechIsSound({ service, speech }: Bench): Promise<void> {
  const result = await (await service()).synthesize({ ...speech, text: SENTENCE, format: 'wav' });
  checkWav(result);
  check(result.words.length === 0, 'words came that nobody asked for');
  check(result.model.length > 0 && result.voice.length > 0, 'the result does not say who spoke');
  check(result.language.length > 0, 'the result does not say in which language');
  check(result.usage.characters === undefined || result.usage.characters > 0, 'speech used no characters');
}

/** Fails unless a result is audible WAV of the length it states. */
export function checkWav({ audio, duration }: SpeechResult): void {
  const measured = measureWav(audio.bytes());
  checkNear(measured.duration, duration, 0.02, 'the length of the file');
  checkNear(audio.duration, duration, 1e-6, 'the length of the audio');
  check(measured.sampleRate === audio.sampleRate, `the file has ${measured.sampleRate} Hz, not ${audio.sampleRate}`);
  check(measured.channels === audio.channels, `the file has ${measured.channels} channels, not ${audio.channels}`);
  check(measured.rms > 0.005, `the audio is silent: its RMS is ${measured.rms}`);
  check(measured.clipped < 0.001, `${measured.clipped * 100} % of the audio clips`);
}

async function speechIsMp3({ service, speech }: Bench): Promise<void> {
  const { formats } = await (await service()).capabilities();
  if (!formats.includes('mp3')) return;
  const { format: _, ...rest } = speech;
  const { audio } = await (await service()).synthesize({ ...rest, text: SENTENCE });
  check(audio.format === 'mp3', `the format is ${audio.format}`);
  check(audio.contentType === 'audio/mpeg', `the content type is ${audio.contentType}`);
}

async function speechInEveryFormat({ service, speech }: Bench): Promise<void> {
  const { formats } = await (await service()).capabilities();
  const lengths = new Map<AudioFormat, number>();
  for (const format of formats) {
    const { audio, duration } = await (await service()).synthesize({ ...speech, text: SENTENCE, format });
    check(audio.format === format, `${format} was asked for, and ${audio.format} came`);
    check(audio.contentType === AUDIO_FORMATS[format].contentType, `the content type of ${format} is wrong`);
    const contained = containerDuration(audio);
    if (contained !== undefined) checkNear(contained, duration, PADDING, `the length of the ${format} file`);
    lengths.set(format, duration);
  }
  const all = [...lengths.values()];
  checkNear(Math.max(...all), Math.min(...all), PADDING, 'the longest of the same speech in all formats');
}

async function rateAndChannels({ service, speech }: Bench): Promise<void> {
  for (const [sampleRate, channels] of [
    [16_000, 'stereo'],
    [44_100, 'mono'],
  ] as const) {
    const request = { ...speech, text: SENTENCE, format: 'wav', sampleRate, channels } as const;
    const { audio } = await (await service()).synthesize(request);
    const measured = measureWav(audio.bytes());
    check(measured.sampleRate === sampleRate && audio.sampleRate === sampleRate, `${sampleRate} Hz were asked for`);
    check(measured.channels === (channels === 'stereo' ? 2 : 1), `${channels} was asked for`);
    check(audio.channels === measured.channels, 'the result misstates its channels');
  }
}

async function speedChangesLength({ service, speech }: Bench): Promise<void> {
  const say = async (speed: number) =>
    (await (await service()).synthesize({ ...speech, text: PARAGRAPH, format: 'wav', speed })).duration;
  const normal = await say(1);
  checkNear((await say(2)) / normal, 0.5, 0.1, 'the length at speed 2');
  checkNear((await say(0.5)) / normal, 2, 0.4, 'the length at speed 0.5');
}

async function longerTakesLonger({ service, speech }: Bench): Promise<void> {
  const say = async (text: string) => (await service()).synthesize({ ...speech, text, format: 'wav' });
  const [short, long] = [await say(SENTENCE), await say(PARAGRAPH)];
  check(long.duration > short.duration * 3, `${PARAGRAPH.length} characters take ${long.duration} s`);
  checkWav(long);
}

async function everyModelSpeaks({ service, speech }: Bench): Promise<void> {
  const voices = await (await service()).listVoices({ state: 'installed' });
  const byModel = new Map(voices.map((voice) => [voice.model, voice]));
  for (const voice of byModel.values()) {
    const request = { ...speech, text: SENTENCE, format: 'wav', model: voice.model, voice: voice.id } as const;
    const result = await (await service()).synthesize(request);
    check(result.voice === voice.id, `${voice.id} was asked for, and ${result.voice} spoke`);
    check(result.model === voice.model, `${voice.model} was asked for, and ${result.model} spoke`);
    checkWav(result);
  }
}

async function callsAtOnce({ service, speech }: Bench): Promise<void> {
  const voiceService = await service();
  const texts = [SENTENCE, 'One.', 'Two and three.', SENTENCE];
  const say = (text: string) => voiceService.synthesize({ ...speech, text, format: 'wav' });
  const alone = [];
  for (const text of texts) alone.push(await say(text));
  const together = await Promise.all(texts.map(say));
  for (const [index, result] of together.entries()) {
    checkWav(result);
    checkNear(result.duration, alone[index]?.duration ?? 0, 0.1, `the length of "${texts[index]}" beside others`);
  }
}
