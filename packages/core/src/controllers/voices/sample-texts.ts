import type { Voice } from '../../contract/voices.ts';

const TEXTS: Readonly<Record<string, string>> = {
  ar: 'مرحبا! هكذا يبدو صوتي.',
  de: 'Hallo! So klinge ich.',
  en: 'Hello! This is how I sound.',
  es: '¡Hola! Así suena mi voz.',
  fr: 'Bonjour ! Voici comment je parle.',
  hi: 'नमस्ते! मेरी आवाज़ ऐसी है।',
  it: 'Ciao! Ecco come parlo.',
  ja: 'こんにちは。私の声はこんな感じです。',
  ko: '안녕하세요! 제 목소리는 이렇습니다.',
  nl: 'Hallo! Zo klink ik.',
  pl: 'Cześć! Tak brzmię.',
  pt: 'Olá! É assim que eu falo.',
  ru: 'Привет! Вот так я звучу.',
  tr: 'Merhaba! Sesim böyle.',
  zh: '你好！这就是我的声音。',
};

/** What a voice says of itself, in its first language where there is a text for it. */
export function sampleText({ languages }: Voice): string {
  const known = languages.map((tag) => TEXTS[tag.split('-')[0]?.toLowerCase() ?? '']);
  return known.find((text) => text !== undefined) ?? TEXTS['en'] ?? '';
}
