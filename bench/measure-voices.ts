import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FLITE_VOICES } from '../packages/engine/src/backends/flite/flite-voices.ts';
import { packVoice } from '../packages/engine/src/dsp/mimic/packed-voice.ts';
import { sampleInProcess } from '../packages/engine/src/testing/sample-in-process.ts';

// Measures the voices of flite once more, and writes what cloning knows of them before they have spoken:
// npx node --conditions=potoo-source bench/measure-voices.ts

const FILE = new URL('../packages/engine/src/pipeline/mimic/flite-measured.ts', import.meta.url);

const measured: string[] = [];
for (const { id } of FLITE_VOICES) {
  const { profile, ...packed } = packVoice(await sampleInProcess(id));
  const rounded = JSON.stringify(profile, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );
  measured.push(`  ${id}: {\n    profile: ${rounded},\n    ${JSON.stringify(packed).slice(1, -1)},\n  },`);
}
const file = `import type { PackedVoice } from '../../dsp/mimic/packed-voice.ts';

/** What the voices of flite sound like. Written by \`bench/measure-voices.ts\`; do not edit. */
export const FLITE_MEASURED: Readonly<Record<string, PackedVoice>> = {
${measured.join('\n')}
};
`;
await writeFile(fileURLToPath(FILE), file);
