/** A language and how certain it is. */
export interface DetectedLanguage {
  /** BCP-47 tag: a primary language. */
  readonly language: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What is assumed of Latin text that tells nothing. */
const FALLBACK = 'en';
/** Longest beginning that is looked at, characters. */
const SAMPLE = 600;
/** Least score and least lead by which the detector is believed over English. */
const LEAST_SCORE = 0.5;
const LEAST_LEAD = 0.06;
/** Fewer letters than this say too little: only the words below are believed. */
const FEW_LETTERS = 12;

/** Scripts that one language alone is written in, or nearly so, in the order of asking. */
const SCRIPTS: ReadonlyArray<readonly [scripts: string, language: string]> = [
  ['Hiragana Katakana', 'ja'],
  ['Hangul', 'ko'],
  ['Han Bopomofo', 'zh'],
  ['Greek', 'el'],
  ['Hebrew', 'he'],
  ['Thai', 'th'],
  ['Armenian', 'hy'],
  ['Georgian', 'ka'],
  ['Bengali', 'bn'],
  ['Gurmukhi', 'pa'],
  ['Gujarati', 'gu'],
  ['Tamil', 'ta'],
  ['Telugu', 'te'],
  ['Kannada', 'kn'],
  ['Malayalam', 'ml'],
  ['Sinhala', 'si'],
  ['Ethiopic', 'am'],
  ['Myanmar', 'my'],
  ['Khmer', 'km'],
  ['Lao', 'lo'],
];

/** Scripts of several languages: those that may be told, the first where nothing tells. */
const SHARED_SCRIPTS: ReadonlyArray<readonly [scripts: string, languages: readonly string[]]> = [
  ['Cyrillic', ['ru', 'uk', 'bg', 'sr', 'be', 'mk']],
  ['Arabic', ['ar', 'fa', 'ur']],
  ['Devanagari', ['hi', 'mr', 'ne']],
];

/** Where the letters of all these are; a text without any is Latin. */
const BEYOND_LATIN = /[\u{370}-\u{1fff}\u{2c00}-\u{10ffff}]/u;

// What people say in a word or two, where letter statistics fail.
const SHORT_WORDS: Readonly<Record<string, string>> = {
  de: 'hallo guten tag morgen abend danke bitte nein ja ich nicht und ist das wie geht tschüss',
  fr: 'bonjour bonsoir salut merci oui non je vous est une au revoir comment ça',
  es: 'hola gracias buenos días buenas noches sí adiós por favor cómo está qué señor',
  it: 'ciao grazie buongiorno buonasera prego sì arrivederci come stai',
  pt: 'olá obrigado obrigada bom dia boa noite tchau você não sim',
  nl: 'hallo goedemorgen goedemiddag dank je wel ja nee ik het een niet dag dit is zijn',
  pl: 'cześć dzień dobry dziękuję tak proszę nie',
  sv: 'hej tack god morgon ja nej jag',
  en: `hello hi hey world good morning evening thanks thank you yes no please the and is are this that test ok okay one two
       three what i my it we not day time welcome bye sorry`,
};

const WORDS = new Map<string, readonly string[]>();
for (const [language, words] of Object.entries(SHORT_WORDS)) {
  for (const word of words.split(/\s+/)) WORDS.set(word, [...(WORDS.get(word) ?? []), language]);
}

/** Words that are frequent in English and hardly occur in other languages of the Latin script. */
const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  `the and that this these those with from you your they their there she which what when where were would could should
   because about`.split(/\s+/),
);
/** Fewer of them, or a smaller share of all words, may be a title that another language quotes. */
const LEAST_ENGLISH_WORDS = 2;
const LEAST_ENGLISH_SHARE = 0.15;

/**
 * Tells the language of a text. The script decides where it can; among languages of one script the letters do. English
 * where nothing tells. The statistics take a third of a second to load, so plain English, which tells itself by its
 * words, does without; otherwise they are loaded when first needed.
 */
export async function detectLanguage(text: string): Promise<DetectedLanguage> {
  const sample = text.slice(0, SAMPLE).replace(/https?:\S{1,300}|\S{1,64}@\S{1,64}/g, ' ');
  const letters = count(sample, /\p{L}/gu);
  if (letters === 0) return { language: FALLBACK, confidence: 0 };
  if (!BEYOND_LATIN.test(sample)) return amongLatin(sample, letters);
  for (const [scripts, language] of SCRIPTS) {
    const share = count(sample, inScripts(scripts)) / letters;
    // A Japanese text is mostly Han, and tells itself by a few kana.
    if (share > (language === 'ja' ? 0.1 : 0.4)) return { language, confidence: Math.max(0.9, share) };
  }
  for (const [scripts, languages] of SHARED_SCRIPTS) {
    if (count(sample, inScripts(scripts)) / letters > 0.5) return amongOneScript(sample, languages);
  }
  return amongLatin(sample, letters);
}

async function amongOneScript(sample: string, languages: readonly string[]): Promise<DetectedLanguage> {
  const [first = FALLBACK] = languages;
  const { language, score } = await detectByLetters(sample);
  return languages.includes(language) ? { language, confidence: score } : { language: first, confidence: 0.5 };
}

async function amongLatin(sample: string, letters: number): Promise<DetectedLanguage> {
  const byWords = detectByWords(sample);
  if (byWords && letters < 3 * FEW_LETTERS) return byWords;
  const isAscii = !/[^\p{ASCII}\p{P}\p{S}]/u.test(sample);
  if (letters < FEW_LETTERS && isAscii) return { language: FALLBACK, confidence: 0.3 };
  if (isAscii && isPlainEnglish(sample)) return { language: 'en', confidence: 0.9 };
  const { language, score, english, reliable } = await detectByLetters(sample);
  if (language === 'en') return { language, confidence: score };
  if (!reliable || score < LEAST_SCORE || score - english < LEAST_LEAD)
    return { language: FALLBACK, confidence: english };
  return { language, confidence: score };
}

/** The language that most of the words are very common in; `undefined` unless one stands out. */
function detectByWords(sample: string): DetectedLanguage | undefined {
  const words = wordsOf(sample);
  const votes = new Map<string, number>();
  for (const word of words)
    for (const language of WORDS.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
  if (!first || first[1] === second?.[1] || first[1] * 2 < words.length) return undefined;
  return { language: first[0], confidence: Math.min(0.9, 0.5 + first[1] / words.length / 2) };
}

/** Whether a text holds enough of the words that only English has, and none that tell another language. */
function isPlainEnglish(sample: string): boolean {
  const words = wordsOf(sample);
  const english = words.filter((word) => ENGLISH_WORDS.has(word)).length;
  if (english < LEAST_ENGLISH_WORDS || english < LEAST_ENGLISH_SHARE * words.length) return false;
  return words.every((word) => WORDS.get(word)?.includes('en') !== false);
}

function wordsOf(sample: string): string[] {
  return (
    sample
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? []
  );
}

interface LetterStatistics {
  readonly language: string;
  readonly score: number;
  readonly english: number;
  readonly reliable: boolean;
}

async function detectByLetters(sample: string): Promise<LetterStatistics> {
  const { eld } = await import('eld/extrasmall');
  const result = eld.detect(sample);
  const scores = result.getScores();
  return {
    language: result.language,
    score: scores[result.language] ?? 0,
    english: scores['en'] ?? 0,
    reliable: result.isReliable(),
  };
}

const patterns = new Map<string, RegExp>();

/** Letters of scripts. Each pattern is made when it is first needed: that takes a millisecond, and there are many. */
function inScripts(names: string): RegExp {
  let pattern = patterns.get(names);
  if (!pattern) {
    const scripts = names.split(' ').map((name) => String.raw`\p{Script=${name}}`);
    pattern = new RegExp(`[${scripts.join('')}]`, 'gu');
    patterns.set(names, pattern);
  }
  return pattern;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
