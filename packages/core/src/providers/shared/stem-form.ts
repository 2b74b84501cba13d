import { AudioOutput } from '../../audio/audio-output.ts';
import { isAudioFormat } from '../../audio/formats.ts';
import type { SeparationResult } from '../../contract/audio-tools.ts';
import { Fields } from '../../wire/fields.ts';
import { invalidResponse, parseJson } from '../../wire/json.ts';

/** Reads the stems of a separation, which come as the files of a form. */
export function readStemForm(form: FormData): Promise<SeparationResult['stems']> {
  return Promise.all(form.getAll('stem').map((facts) => readStem(facts, form)));
}

async function readStem(entry: FormDataEntryValue, form: FormData): Promise<SeparationResult['stems'][number]> {
  const facts = new Fields(typeof entry === 'string' ? parseJson(entry) : undefined);
  const name = facts.string('name');
  const format = facts.string('format');
  const file = form.get(name);
  if (!(file instanceof Blob) || !isAudioFormat(format)) throw invalidResponse('a stem of it has no audio');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const duration = facts.number('duration');
  const sampleRate = facts.number('sample_rate');
  const channels = facts.number('channels');
  return { name, audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }) };
}
