import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from '@potoo/engine';

// Writes recordings to listen to: for each reference what the base voice says, the reference, the clone, and the reference
// in another voice, all equally loud.
// npx node --conditions=potoo-source bench/clone-examples.ts FOLDER REFERENCE…

const TEXT =
  'The boy was there when the sun rose. Glue the sheet to the dark blue background. ' +
  'Could you tell me which of these boxes is yours?';
/** LUFS. */
const LOUDNESS = -20;

const [folder, ...references] = process.argv.slice(2);
if (folder === undefined || references.length === 0) {
  console.error('Usage: clone-examples.ts FOLDER REFERENCE…');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
await using engine = createEngine();
const output = { format: 'wav', channels: 'mono', loudness: LOUDNESS } as const;
for (const file of references) {
  const reference = { path: file };
  const name = path.parse(file).name;
  const { gender } = await engineGender(file);
  const results = {
    '1-base': await engine.synthesize({ ...output, text: TEXT, voice: gender === 'male' ? 'rms' : 'slt' }),
    '2-reference': await engine.convertAudio({ ...output, audio: reference }),
    '3-clone': await engine.speakAs({ ...output, text: TEXT, reference }),
    '4-converted': await engine.convertVoice({
      ...output,
      audio: reference,
      targetVoice: gender === 'male' ? 'slt' : 'rms',
    }),
  };
  for (const [kind, { audio }] of Object.entries(results)) {
    const to = path.join(folder, `${name}-${kind}.wav`);
    await writeFile(to, audio.bytes());
    console.log(`${to} (${audio.duration.toFixed(1)} s)`);
  }
}

/** The gender that the voice of a recording is heard as: a voice is made of it, and removed. */
async function engineGender(file: string) {
  const consent = { speaker: 'Example', statement: 'Made to listen to, and removed at once.' };
  const voice = await engine.cloneVoice({ reference: { path: file }, name: 'Example', consent });
  await engine.deleteVoice(voice.id);
  return voice;
}
