import type { SynthesizeParams } from '../../backends/contract.ts';

/** What a voice says to be measured, by language: some seconds with most sounds of it. English as in the speech accent archive. */
const TEXTS: Readonly<Record<string, string>> = {
  en: 'Please call Stella. Ask her to bring these things with her from the store: six spoons of fresh snow peas, five thick slabs of blue cheese, and maybe a snack for her brother Bob. We were away a year ago, and nobody knew where she had gone.',
  // Article 1 of the Universal Declaration of Human Rights.
  de: 'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.',
  fr: 'Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.',
  es: 'Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.',
  it: 'Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.',
  pt: 'Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.',
  nl: 'Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.',
  pl: 'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.',
  ru: 'Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.',
};

/** Numbers are read in any language. */
const ANY_LANGUAGE = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16.';

/**
 * What a voice is had to say to be measured: sentence by sentence, as it is to speak. Read in one breath, a text has a
 * flatter melody.
 * @param primary - BCP-47 tag without region.
 * @param language - Tag that the voice is told.
 */
export function samplingRequests(primary: string, language: string): Array<Omit<SynthesizeParams, 'voice'>> {
  const text = Object.hasOwn(TEXTS, primary) ? (TEXTS[primary] ?? ANY_LANGUAGE) : ANY_LANGUAGE;
  return [...new Intl.Segmenter(primary, { granularity: 'sentence' }).segment(text)].map(({ segment }) => {
    const sentence = segment.trim();
    return { text: sentence, words: wordsOf(sentence), language, rate: 1, pitch: 1 };
  });
}

function wordsOf(text: string): SynthesizeParams['words'] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)].map(({ 0: word, index }) => ({
    text: word,
    from: index,
    to: index + word.length,
  }));
}
