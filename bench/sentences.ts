/** Twenty English sentences in the manner of the Harvard list (IEEE, 1969): everyday words, balanced sounds. */
export const SENTENCES: readonly string[] = [
  'The birch canoe slid on the smooth planks.',
  'Glue the sheet to the dark blue background.',
  'It is easy to tell the depth of a well.',
  'These days a chicken leg is a rare dish.',
  'Rice is often served in round bowls.',
  'The juice of lemons makes fine punch.',
  'The box was thrown beside the parked truck.',
  'The hogs were fed chopped corn and garbage.',
  'Four hours of steady work faced us.',
  'A large size in stockings is hard to sell.',
  'The boy was there when the sun rose.',
  'A rod is used to catch pink salmon.',
  'The source of the huge river is the clear spring.',
  'Kick the ball straight and follow through.',
  'Help the woman get back to her feet.',
  'A pot of tea helps to pass the evening.',
  'Smoky fires lack flame and heat.',
  'The soft cushion broke the fall of the man.',
  'The salt breeze came across from the sea.',
  'The girl at the booth sold fifty bonds.',
];

/** About `words` words of running text. */
export function runningText(words: number): string {
  const all: string[] = [];
  for (let index = 0; all.length < words; index++) all.push(...(SENTENCES[index % SENTENCES.length] ?? '').split(' '));
  return `${all.slice(0, words).join(' ').replace(/\.$/, '')}.`;
}
