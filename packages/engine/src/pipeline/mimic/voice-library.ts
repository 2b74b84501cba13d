import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ImportVoiceRequest, Voice } from '@potoo/core';
import { FileTooLargeError, InternalError, NotFoundError } from '@potoo/core/errors';
import { spoolAudio } from '../../audio/spool.ts';
import { checkImportRequest } from '../../requests/clone-request.ts';
import { didYouMean } from '../../text/nearest-names.ts';
import { listedVoice, type StoredVoice } from '../../voices/stored-voice.ts';
import { readVoiceFile, writeVoiceFile } from '../../voices/voice-file.ts';
import type { EngineCall } from '../engine-call.ts';

/** Largest voice file that is read: a minute of FLAC in base64 takes 4 MB at most. */
const MOST_BYTES = 16 * 2 ** 20;

/** Removes a cloned voice. @throws {NotFoundError} `voice_not_found`. */
export async function deleteVoice(id: string, call: Pick<EngineCall, 'voices' | 'spoken'>): Promise<void> {
  if (!(await call.voices.remove(id))) throw await voiceNotFound(id, call);
  call.spoken.forget(id);
}

/** Gives a cloned voice as a file. @throws {NotFoundError} `voice_not_found`. */
export async function exportVoice(id: string, call: Pick<EngineCall, 'voices'>): Promise<Uint8Array<ArrayBuffer>> {
  const voice = await requireVoice(id, call);
  return writeVoiceFile(voice, await requireRecording(id, call));
}

/** The recording of a cloned voice, a file. @throws {InternalError} If it is gone. */
export async function requireRecording(
  id: string,
  { voices }: Pick<EngineCall, 'voices'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const recording = await voices.recording(id);
  if (!recording) throw new InternalError(`The recording of the voice ${id} is gone.`, { retryable: false });
  return recording;
}

/** Keeps the voice of such a file under an id of its own. @throws {BadRequestError} `invalid_voice_file`. */
export async function importVoice(request: ImportVoiceRequest, call: EngineCall): Promise<Voice> {
  const { file, name } = checkImportRequest(request);
  const { options, signal, voices } = call;
  await using spooled = await spoolAudio(file, { directory: options.tempDirectory, maxBytes: MOST_BYTES, signal });
  if (spooled.bytes > MOST_BYTES) throw new FileTooLargeError('The file is no voice: it is too large.');
  const { voice, recording } = readVoiceFile(await readAll(spooled.path, spooled.bytes));
  const kept: StoredVoice = { ...voice, id: randomUUID(), ...(name !== undefined && { name }) };
  await voices.put(kept, recording);
  return listedVoice(kept);
}

async function readAll(file: string, bytes: number): Promise<Uint8Array> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** A cloned voice by its id. @throws {NotFoundError} `voice_not_found`, also for a voice of somebody else. */
export async function requireVoice(id: string, call: Pick<EngineCall, 'voices'>): Promise<StoredVoice> {
  const voice = await call.voices.find(id);
  if (!voice) throw await voiceNotFound(id, call);
  return voice;
}

async function voiceNotFound(id: string, { voices }: Pick<EngineCall, 'voices'>): Promise<NotFoundError> {
  const known = (await voices.list()).flatMap((voice) => [voice.id, voice.name]);
  return new NotFoundError(`There is no cloned voice "${String(id).slice(0, 80)}".`, {
    reason: 'voice_not_found',
    param: 'voice',
    hint: didYouMean(String(id), known, 'List voices to see the ids of cloned ones.'),
  });
}
