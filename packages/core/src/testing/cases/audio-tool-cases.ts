import type { VoiceService } from '../../contract/voice-service.ts';
import type { AudioResult } from '../../contract/voice-tools.ts';
import { check, checkError, checkNear, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { makeWav, measureWav } from '../containers/wav.ts';

const RATE = 16_000;
const SECONDS = 2;

type Tool = (service: VoiceService, audio: Uint8Array<ArrayBuffer>) => Promise<AudioResult>;

/** Cases about the tools that work on recordings. */
export function audioToolCases(bench: Bench): ConformanceCase[] {
  const { features } = bench.options;
  return [
    ...(features.includes('enhance') ? enhanceCases(bench) : []),
    ...(features.includes('dereverb') ? dereverbCases(bench) : []),
    ...(features.includes('separate') ? separateCases(bench) : []),
    ...(features.includes('analyze') ? analyzeCases(bench) : []),
  ];
}

function enhanceCases(bench: Bench): ConformanceCase[] {
  const enhance: Tool = (service, audio) => service.enhance({ audio, format: 'wav' });
  return [
    { name: 'an enhanced recording keeps its length, rate and channels', run: () => keepsShape(bench, enhance) },
    {
      name: 'a request to enhance with a wrong strength is refused',
      run: () => refuses(bench, 'strength', (service) => service.enhance({ audio: tone(), strength: 9 as 1 })),
    },
  ];
}

function dereverbCases(bench: Bench): ConformanceCase[] {
  const dereverb: Tool = (service, audio) => service.dereverb({ audio, format: 'wav' });
  return [
    { name: 'a dereverberated recording keeps its length, rate and channels', run: () => keepsShape(bench, dereverb) },
    {
      name: 'a request to dereverberate with a wrong intensity is refused',
      run: () => refuses(bench, 'intensity', (service) => service.dereverb({ audio: tone(), intensity: 9 as 1 })),
    },
  ];
}

function separateCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'stems have the length of the recording and sum to it', run: () => sumsUp(bench) },
    {
      name: 'a request for three stems is refused',
      run: () => refuses(bench, 'stems', (service) => service.separate({ audio: tone(), stems: 3 as 2 })),
    },
  ];
}

function analyzeCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'an analysis measures length and level', run: () => measures(bench) },
    { name: 'silence has neither key nor tempo', run: () => guessesNothing(bench) },
    { name: 'an analysis draws a picture, or says that it does not', run: () => draws(bench) },
  ];
}

/** A sine of 440 Hz. */
function tone(channels = 1): Uint8Array<ArrayBuffer> {
  const frames = Float32Array.from(
    { length: RATE * SECONDS * channels },
    (_, at) => 0.4 * Math.sin((Math.floor(at / channels) * 880 * Math.PI) / RATE),
  );
  return makeWav(frames, RATE, channels);
}

async function keepsShape({ service }: Bench, tool: Tool): Promise<void> {
  for (const channels of [1, 2]) {
    const { audio } = await tool(await service(), tone(channels));
    const measured = measureWav(audio.bytes());
    check(measured.sampleRate === RATE, `the rate is ${measured.sampleRate} Hz, and was ${RATE} Hz`);
    check(measured.channels === channels, `there are ${measured.channels} channels, and were ${channels}`);
    check(measured.frames === RATE * SECONDS, `there are ${measured.frames} frames, and were ${RATE * SECONDS}`);
    checkNear(audio.duration, SECONDS, 1 / RATE, 'the length as stated');
  }
}

async function sumsUp({ service }: Bench): Promise<void> {
  const { stems } = await (await service()).separate({ audio: tone(2), format: 'wav' });
  check(stems.length === 2, `there are ${stems.length} stems`);
  check(new Set(stems.map(({ name }) => name)).size === 2, 'each stem has a name of its own');
  const whole = samplesOf(tone(2));
  const sum = new Float32Array(whole.length);
  for (const { audio } of stems) {
    const samples = samplesOf(audio.bytes());
    check(samples.length === whole.length, `a stem has ${samples.length} values, and the recording ${whole.length}`);
    for (const [at, value] of samples.entries()) sum[at] = (sum[at] ?? 0) + value;
  }
  const off = whole.reduce((most, value, at) => Math.max(most, Math.abs(value - (sum[at] ?? 0))), 0);
  // Each stem is rounded to 16 bits.
  check(off < 0.001, `the sum of the stems is off by ${off}`);
}

function samplesOf(wav: Uint8Array<ArrayBuffer>): Float32Array {
  return Float32Array.from(new Int16Array(wav.slice(44).buffer), (value) => value / 0x80_00);
}

async function measures({ service }: Bench): Promise<void> {
  const { duration, loudness, truePeak } = await (await service()).analyze({ audio: tone() });
  checkNear(duration, SECONDS, 0.01, 'the length');
  checkNear(truePeak ?? Number.NaN, 20 * Math.log10(0.4), 0.5, 'the true peak of a sine of 0.4');
  checkNear(loudness ?? Number.NaN, 20 * Math.log10(0.4) - 3.7, 1.5, 'the loudness of a sine of 0.4');
}

async function guessesNothing({ service }: Bench): Promise<void> {
  const silence = makeWav(new Float32Array(RATE * SECONDS), RATE);
  const analysis = await (await service()).analyze({ audio: silence, beats: true });
  check(analysis.key === null && analysis.bpm === null, `silence is in ${analysis.key} at ${analysis.bpm}`);
  check(analysis.content === 'silence', `silence is ${analysis.content}`);
  check(analysis.beats.length === 0, 'silence has no beat');
}

async function draws({ service }: Bench): Promise<void> {
  const { picture, warnings } = await (await service()).analyze({ audio: tone(), picture: true });
  if (warnings.some(({ subject }) => subject === 'picture')) return;
  const signature = String.fromCharCode(...(picture?.subarray(0, 8) ?? []));
  check(signature === '\u0089PNG\r\n\u001a\n', 'the picture is a PNG');
}

async function refuses(
  { service }: Bench,
  param: string,
  call: (service: VoiceService) => Promise<unknown>,
): Promise<void> {
  const error = await rejectionOf(call(await service()), `a wrong ${param}`);
  checkError(error, { codes: ['bad_request'], reasons: ['invalid_parameter'], param }, `a wrong ${param}`);
}
