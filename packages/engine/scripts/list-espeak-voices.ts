/**
 * Writes `src/backends/espeak/voice-list.ts`: the voices of the installed espeak-ng package.
 *
 *     npx node packages/engine/scripts/list-espeak-voices.ts
 */
import { writeFile } from 'node:fs/promises';
import load from '@echogarden/espeak-ng-emscripten';

type ListedVoice = { id: string; identifier: string; name: string; languages: string[]; gender: 'male' | 'female' };

// Test voices, and one whose language has no tag.
const LEFT_OUT = new Set(['xex', 'py', 'qdb']);

// Ids that would not say what they are.
const IDS: Record<string, string> = { en: 'en-gb' };

// espeak's own names are not always language tags, or are the tags of another place (`ca-va` is the Vatican's).
const TAGS: Record<string, string[]> = {
  'ca-ba': ['ca-ES-x-balear'],
  'ca-nw': ['ca-ES-x-nordoc'],
  'ca-va': ['ca-ES-valencia'],
  cmn: ['zh-CN', 'zh'],
  'cmn-latn-pinyin': ['zh-Latn-pinyin'],
  'en-029': ['en-029'],
  en: ['en-GB'],
  'en-gb-scotland': ['en-GB-scotland', 'en-GB'],
  'en-gb-x-gbclan': ['en-GB-x-gbclan', 'en-GB'],
  'en-gb-x-gbcwmd': ['en-GB-x-gbcwmd', 'en-GB'],
  'en-gb-x-rp': ['en-GB-x-rp', 'en-GB'],
  'en-us': ['en-US'],
  'en-us-nyc': ['en-US-x-nyc', 'en-US'],
  es: ['es-ES', 'es'],
  'es-419': ['es-419', 'es-MX'],
  fr: ['fr-FR', 'fr'],
  'fr-be': ['fr-BE'],
  'fr-ch': ['fr-CH'],
  hr: ['hr'],
  hy: ['hy'],
  hyw: ['hyw'],
  nb: ['nb', 'no'],
  piqd: ['tlh'],
  pt: ['pt-PT', 'pt'],
  'pt-br': ['pt-BR', 'pt'],
  'ru-cl': ['ru-x-classic'],
  chr: ['chr'],
  'chr-us-qaaa-x-west': ['chr'],
  yue: ['yue', 'zh-HK'],
  'yue-latn-jyutping': ['yue-Latn-jyutping'],
};

// Put before the rest, in this order: what a caller who names only a language gets.
const FIRST = [
  'en-us',
  'en-gb',
  'es',
  'fr',
  'de',
  'it',
  'pt-br',
  'pt',
  'nl',
  'pl',
  'ru',
  'cmn',
  'ja',
  'ko',
  'hi',
  'ar',
];

// Languages that also get a female voice: espeak's variant f3 on the language's own voice.
const FEMALE = [...FIRST, 'es-419', 'cs', 'da', 'el', 'fi', 'hu', 'id', 'nb', 'ro', 'sv', 'tr', 'uk', 'vi'];

function rank(id: string): number {
  const at = FIRST.indexOf(id);
  return at < 0 ? FIRST.length : at;
}

const module = await load();
const worker = new module.eSpeakNGWorker();
const voices: ListedVoice[] = [];
for (const { name, identifier, languages } of worker.list_voices()) {
  const base = (identifier.split('/').at(-1) ?? '').toLowerCase();
  if (LEFT_OUT.has(base)) continue;
  const tags = TAGS[base] ?? [languages[0]?.name ?? base];
  const voice = {
    id: IDS[base] ?? base,
    identifier,
    name: name.trim(),
    languages: Intl.getCanonicalLocales(tags),
    gender: 'male' as const,
  };
  voices.push(voice);
}
voices.sort((a, b) => rank(a.id) - rank(b.id) || a.id.localeCompare(b.id, 'en'));
const listed = voices.flatMap((voice): ListedVoice[] =>
  FEMALE.includes(voice.id)
    ? [
        voice,
        {
          ...voice,
          id: `${voice.id}+f3`,
          identifier: `${voice.identifier}+f3`,
          name: `${voice.name}, female`,
          gender: 'female',
        },
      ]
    : [voice],
);

const quote = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
const rows = listed.map(
  ({ id, identifier, name, languages, gender }) =>
    `  [${[id, identifier, name, languages.join(' '), gender].map(quote).join(', ')}],`,
);
await writeFile(
  new URL('../src/backends/espeak/voice-list.ts', import.meta.url),
  `// Made by scripts/list-espeak-voices.ts; do not edit.

/** The voices of espeak-ng: id, espeak's own identifier, name, BCP-47 tags (the best first), gender. */
export const ESPEAK_VOICE_LIST: ReadonlyArray<
  readonly [id: string, identifier: string, name: string, languages: string, gender: 'male' | 'female']
> = [
${rows.join('\n')}
];
`,
);
