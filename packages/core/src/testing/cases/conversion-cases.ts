import { check, checkError, checkNear, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { containerDuration } from '../containers/audio-duration.ts';
import { makeWav, measureWav } from '../containers/wav.ts';

const SECONDS = 2;

/** Cases about changing the form of audio. */
export function conversionCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'audio is converted to every format and keeps its length', run: () => everyFormat(bench) },
    { name: 'audio is converted to the rate, channels and speed asked for', run: () => rateAndSpeed(bench) },
    { name: 'converted audio is still the same sound', run: () => keepsSound(bench) },
    { name: 'a conversion of what is no audio is refused', run: () => refuses(bench) },
  ];
}

function tone(): Uint8Array<ArrayBuffer> {
  const frames = Float32Array.from(
    { length: 16_000 * SECONDS },
    (_, index) => 0.4 * Math.sin((index * 880 * Math.PI) / 16_000),
  );
  return makeWav(frames, 16_000);
}

async function everyFormat({ service }: Bench): Promise<void> {
  const voiceService = await service();
  for (const format of (await voiceService.capabilities()).formats) {
    const { audio } = await voiceService.convertAudio({ audio: tone(), format });
    check(audio.format === format, `${format} was asked for, and ${audio.format} came`);
    checkNear(audio.duration, SECONDS, 0.1, `the length of ${format} as stated`);
    const contained = containerDuration(audio);
    if (contained !== undefined) checkNear(contained, SECONDS, 0.15, `the length of the ${format} file`);
  }
}

async function rateAndSpeed({ service }: Bench): Promise<void> {
  const request = { audio: tone(), format: 'wav', sampleRate: 44_100, channels: 'stereo', speed: 2 } as const;
  const { audio } = await (await service()).convertAudio(request);
  const measured = measureWav(audio.bytes());
  check(measured.sampleRate === 44_100 && audio.sampleRate === 44_100, `the rate is ${measured.sampleRate} Hz`);
  check(measured.channels === 2 && audio.channels === 2, `there are ${measured.channels} channels`);
  checkNear(measured.duration, SECONDS / 2, 0.1, 'the length at speed 2');
}

async function keepsSound({ service }: Bench): Promise<void> {
  const { audio } = await (await service()).convertAudio({
    audio: new Blob([tone()]),
    format: 'wav',
    fileName: 'a.wav',
  });
  const measured = measureWav(audio.bytes());
  checkNear(measured.rms, 0.4 / Math.SQRT2, 0.02, 'the RMS of a sine of 0.4');
  check(measured.clipped === 0, 'a sine of 0.4 clips');
}

async function refuses({ service }: Bench): Promise<void> {
  const audio = new TextEncoder().encode('This is no audio. '.repeat(100));
  const error = await rejectionOf((await service()).convertAudio({ audio, format: 'wav' }), 'a text file');
  checkError(error, { codes: ['bad_request'], reasons: ['undecodable_audio'] }, 'a text file');
  const speed = await rejectionOf((await service()).convertAudio({ audio: tone(), speed: 9 }), 'speed 9');
  checkError(speed, { codes: ['bad_request'], reasons: ['invalid_parameter'], param: 'speed' }, 'speed 9');
}
