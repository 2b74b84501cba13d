/** One emoji, with its skin, its flag and what joins it, as a source of patterns with the `u` flag. */
export const emojiPattern = (() => {
  const one = String.raw`\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?[\u{e0020}-\u{e007f}]{0,8}`;
  return String.raw`(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|${one}(?:\u200d${one}){0,8})`;
})();

const ANY_EMOJI = new RegExp(emojiPattern, 'u');
// Signs such as © are pictographs too, and words besides.
const ONLY_EMOJI = new RegExp(`^(?:(?![©®™])${emojiPattern}\\s?)+$`, 'u');

/** The names of emoji, as Unicode's CLDR has them. */
export interface EmojiNames {
  /** English name; `undefined` for one that has none. */
  nameOf(emoji: string): string | undefined;
}

/** Knows no emoji, for text without. */
export const NO_EMOJI_NAMES: EmojiNames = { nameOf: () => undefined };

/** Whether a text holds an emoji. */
export function hasEmoji(text: string): boolean {
  return ANY_EMOJI.test(text);
}

/** Whether a text is nothing but emoji. */
export function isOnlyEmoji(text: string): boolean {
  return ONLY_EMOJI.test(text);
}

/** Loads the names, some 400 kB: only for text that has an emoji. */
export async function loadEmojiNames(): Promise<EmojiNames> {
  const { default: table } = await import('unicode-emoji-json', { with: { type: 'json' } });
  const names = new Map(Object.entries(table).map(([emoji, { name }]) => [plain(emoji), name]));
  return { nameOf: (emoji) => names.get(plain(emoji)) ?? names.get(plain(emoji).split('\u200d', 1)[0] ?? '') };
}

/** Without the choice of style and of skin. */
function plain(emoji: string): string {
  return emoji.replace(/\ufe0f|\p{Emoji_Modifier}/gu, '');
}
