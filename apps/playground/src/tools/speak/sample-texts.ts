/** Texts that show what is read well: figures, dialogue, other languages, markup. */
export const SAMPLE_TEXTS = [
  {
    name: 'Figures',
    text: 'On 3 May 2026 at 14:05, the £1,250.50 bill was paid: 40–60% of it for 2.5 km of cable, and Dr. Lee’s No. 7.',
  },
  {
    name: 'Story',
    text: 'By day the potoo sits upright on a broken branch, and nobody sees it. By night it opens a mouth as wide as its face, and sings of everything it has swallowed.',
  },
  {
    name: 'Nederlands',
    text: 'Overdag zit de potoe roerloos op een tak. Om half acht ’s avonds begint hij te zingen.',
  },
  { name: 'Deutsch', text: 'Am 3. Oktober um 19:30 Uhr sang der Vogel zum ersten Mal, 250 Meter über dem Fluss.' },
  { name: 'Español', text: 'De día, el pájaro estaca duerme en una rama. De noche, canta hasta las 4:15.' },
  {
    name: 'SSML',
    text: '<speak>Listen. <break time="600ms"/> <prosody rate="slow">It is very quiet here,</prosody> <emphasis>isn’t</emphasis> it? My number is <say-as interpret-as="characters">A7</say-as>.</speak>',
  },
] as const;
