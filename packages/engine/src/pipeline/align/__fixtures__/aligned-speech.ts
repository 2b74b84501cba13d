/** Voices that are not the one that reads for alignments, and are faster or slower. */
export const ALIGNED_SPEAKERS = [
  { language: 'en', voice: 'en-us+f3', speed: 0.75 },
  { language: 'en', voice: 'en-gb', speed: 1.3 },
  { language: 'de', voice: 'de+f3', speed: 1.3 },
  { language: 'es', voice: 'es-419+f3', speed: 0.75 },
  { language: 'fr', voice: 'fr+f3', speed: 1.25 },
] as const;

/** What they say. */
export const ALIGNED_TEXTS = {
  en: 'The quick brown fox jumps over the lazy dog, and then it runs away. It was a bright cold day in April, and the clocks were striking thirteen.',
  de: 'Der schnelle braune Fuchs springt über den faulen Hund, und dann läuft er davon. Niemand weiß, ob wir morgen noch Zeit haben werden.',
  es: 'El veloz zorro marrón salta sobre el perro perezoso, y luego se marcha corriendo. Nadie sabe si mañana tendremos tiempo para hablar.',
  fr: "Le renard brun et rapide saute par-dessus le chien paresseux, puis il s'enfuit. Personne ne sait si nous aurons demain le temps de parler.",
};
