import { primaryLanguage } from '../../../models/language-tags.ts';

/** Where Whisper, whose names clients know, calls a language otherwise than Unicode does; all keys are canonical. */
const WHISPER_NAMES: ReadonlyMap<string, string> = new Map([
  ['fil', 'tagalog'],
  ['ht', 'haitian creole'],
  ['mi', 'maori'],
  ['my', 'myanmar'],
  ['nb', 'norwegian'],
  ['nn', 'nynorsk'],
  ['no', 'norwegian'],
  ['tl', 'tagalog'],
  ['yue', 'cantonese'],
]);

const ENGLISH_NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** A language as `verbose_json` names it: `en-US` is `english`. A tag without a name stays as it is. */
export function englishName(tag: string): string {
  const language = primaryLanguage(tag);
  const known = WHISPER_NAMES.get(language);
  if (known !== undefined) return known;
  try {
    return ENGLISH_NAMES.of(language)?.toLowerCase() ?? tag;
  } catch {
    return tag;
  }
}
