/** Letters of scripts that put no space between words, as a source of patterns with the `u` flag. */
export const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Bopomofo}ー々〆]`;

/** One such letter. */
export const UNSPACED_LETTER = new RegExp(UNSPACED, 'u');
