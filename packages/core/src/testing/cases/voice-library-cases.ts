import type { VoiceService } from '../../contract/voice-service.ts';
import type { CloneVoiceRequest } from '../../contract/voice-tools.ts';
import { check, checkError, checkNear, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { makeWav, measureWav } from '../containers/wav.ts';
import { SENTENCE } from '../texts.ts';

const CONSENT = { speaker: 'A Person', statement: 'I agree that my voice is cloned.', date: new Date('2026-01-31') };

/** Cases about voices that are made of recordings. */
export function voiceLibraryCases(bench: Bench): ConformanceCase[] {
  const { features } = bench.options;
  return [
    ...(features.includes('cloneVoice')
      ? [
          { name: 'a cloned voice is kept with its consent, speaks, and travels', run: () => livesOn(bench) },
          { name: 'a voice is not cloned without consent', run: () => asksForConsent(bench) },
          { name: 'a voice is not cloned from silence', run: () => refusesSilence(bench) },
          { name: 'a cloned voice that is not there cannot be removed or exported', run: () => knowsNone(bench) },
          { name: 'a file that is no voice is not imported', run: () => refusesFile(bench) },
        ]
      : []),
    ...(features.includes('speakAs')
      ? [{ name: 'a text is spoken in the voice of a recording', run: () => speaksAs(bench) }]
      : []),
  ];
}

function reference({ options }: Bench): Uint8Array<ArrayBuffer> {
  if (!options.reference) throw new TypeError('`reference` is needed for a service that clones voices.');
  return options.reference;
}

async function livesOn(bench: Bench): Promise<void> {
  const service = await bench.service();
  const voice = await service.cloneVoice({ reference: reference(bench), name: 'Kept', consent: CONSENT });
  check(voice.cloned === true && voice.name === 'Kept', 'a cloned voice says that it is one');
  try {
    const listed = (await service.listVoices()).find(({ id }) => id === voice.id);
    check(listed?.origin?.consent.statement === CONSENT.statement, 'the consent is listed');
    check(listed?.origin?.consent.date.getTime() === CONSENT.date.getTime(), 'the date of the consent is listed');
    check(/^[0-9a-f]{64}$/.test(listed?.origin?.sourceHash ?? ''), 'the hash of the recording is listed');
    const speech = { ...bench.speech, model: 'auto', text: SENTENCE, voice: voice.id, format: 'wav' } as const;
    const spoken = await service.synthesize(speech);
    check(spoken.voice === voice.id, `the voice that spoke is ${spoken.voice}`);
    checkNear(measureWav(spoken.audio.bytes()).duration, spoken.duration, 0.01, 'the length as stated');
    await travels(service, voice.id);
  } finally {
    await service.deleteVoice(voice.id);
  }
  check(!(await service.listVoices()).some(({ id }) => id === voice.id), 'a removed voice is listed no more');
}

async function travels(service: VoiceService, id: string): Promise<void> {
  const imported = await service.importVoice({ file: await service.exportVoice(id), name: 'Brought' });
  await service.deleteVoice(imported.id);
  check(imported.id !== id && imported.name === 'Brought', 'an imported voice is another');
  check(imported.origin?.consent.speaker === CONSENT.speaker, 'the consent travels with the voice');
}

async function asksForConsent(bench: Bench): Promise<void> {
  const service = await bench.service();
  const request = { reference: reference(bench), name: 'Nobody' };
  for (const consent of [undefined, { speaker: 'A Person', statement: '' }]) {
    const error = await rejectionOf(service.cloneVoice({ ...request, consent } as CloneVoiceRequest), 'no consent');
    checkError(error, { codes: ['bad_request'], reasons: ['consent_required'] }, 'no consent');
  }
}

async function refusesSilence({ service }: Bench): Promise<void> {
  const silence = makeWav(new Float32Array(5 * 16_000), 16_000);
  const error = await rejectionOf(
    (await service()).cloneVoice({ reference: silence, name: 'Nobody', consent: CONSENT }),
    'silence',
  );
  checkError(error, { codes: ['bad_request'], reasons: ['unsuitable_reference'], param: 'reference' }, 'silence');
}

async function knowsNone({ service }: Bench): Promise<void> {
  const voices = await service();
  for (const id of ['00000000-0000-4000-8000-000000000000', '../../etc/passwd', 'slt']) {
    for (const call of [() => voices.deleteVoice(id), () => voices.exportVoice(id)]) {
      const error = await rejectionOf(call(), `the voice ${id}`);
      checkError(error, { codes: ['not_found'], reasons: ['voice_not_found'] }, `the voice ${id}`);
    }
  }
}

async function refusesFile({ service }: Bench): Promise<void> {
  const file = new TextEncoder().encode('{"format":"something else"}');
  const error = await rejectionOf((await service()).importVoice({ file }), 'a file that is no voice');
  checkError(error, { codes: ['bad_request'], reasons: ['invalid_voice_file'] }, 'a file that is no voice');
}

async function speaksAs(bench: Bench): Promise<void> {
  const service = await bench.service();
  const request = { reference: reference(bench), text: SENTENCE, format: 'wav', words: true } as const;
  const { audio, words, warnings, duration } = await service.speakAs(request);
  const tells = words.length > 3 || warnings.some(({ subject }) => subject === 'words');
  check(tells, 'there are neither words nor a warning that there are none');
  checkNear(measureWav(audio.bytes()).duration, duration, 0.01, 'the length as stated');
  check((words.at(-1)?.end ?? 0) <= duration + 0.05, 'the words end with the audio');
}
