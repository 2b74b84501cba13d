import { WHISPER_LANGUAGES } from '../shared/whisper-languages.ts';

/** Whisper's names of languages that the standard calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  burmese: 'my',
  castilian: 'es',
  flemish: 'nl',
  haitian: 'ht',
  moldavian: 'ro',
  myanmar: 'my',
  nynorsk: 'nn',
  panjabi: 'pa',
  pushto: 'ps',
  sinhala: 'si',
  tibetan: 'bo',
  valencian: 'ca',
};

let tagsByName: ReadonlyMap<string, string> | undefined;

/** The tag of a language that is told by its English name, as `verbose_json` has it, or by a tag already. */
export function languageTag(nameOrTag: string): string {
  const text = nameOrTag.trim().toLowerCase();
  tagsByName ??= namesOfLanguages();
  const tag = tagsByName.get(text) ?? OTHER_NAMES[text];
  if (tag !== undefined) return tag;
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(text) ? (Intl.getCanonicalLocales(text)[0] ?? text) : 'und';
}

function namesOfLanguages(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return new Map(WHISPER_LANGUAGES.map((tag) => [names.of(tag)?.toLowerCase() ?? tag, tag]));
}
