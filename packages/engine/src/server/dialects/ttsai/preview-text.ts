/** A short sentence that says hello and shows how a voice sounds, by language. */
const SENTENCES: Readonly<Record<string, string>> = {
  ar: 'مرحبا، هكذا يبدو صوتي.',
  ca: 'Hola, així sona la meva veu.',
  cs: 'Dobrý den, takhle zní můj hlas.',
  cy: 'Helo, fel hyn mae fy llais yn swnio.',
  da: 'Hej, sådan lyder min stemme.',
  de: 'Hallo, so klingt meine Stimme.',
  el: 'Γεια σας, έτσι ακούγεται η φωνή μου.',
  en: 'Hello, this is how my voice sounds.',
  eo: 'Saluton, tiel sonas mia voĉo.',
  es: 'Hola, así suena mi voz.',
  et: 'Tere, nii kõlab minu hääl.',
  fi: 'Hei, tältä ääneni kuulostaa.',
  fr: 'Bonjour, voici comment sonne ma voix.',
  hi: 'नमस्ते, मेरी आवाज़ ऐसी है।',
  hr: 'Bok, ovako zvuči moj glas.',
  hu: 'Jó napot, így szól a hangom.',
  id: 'Halo, beginilah suara saya.',
  is: 'Halló, svona hljómar röddin mín.',
  it: 'Ciao, questa è la mia voce.',
  ja: 'こんにちは、これが私の声です。',
  ko: '안녕하세요, 제 목소리는 이렇습니다.',
  la: 'Salve, sic vox mea sonat.',
  lt: 'Labas, taip skamba mano balsas.',
  lv: 'Sveiki, šādi skan mana balss.',
  nb: 'Hei, slik høres stemmen min ut.',
  nl: 'Hallo, zo klinkt mijn stem.',
  pl: 'Cześć, tak brzmi mój głos.',
  pt: 'Olá, é assim que soa a minha voz.',
  ro: 'Bună, așa sună vocea mea.',
  ru: 'Здравствуйте, так звучит мой голос.',
  sk: 'Dobrý deň, takto znie môj hlas.',
  sl: 'Živjo, tako zveni moj glas.',
  sr: 'Здраво, овако звучи мој глас.',
  sv: 'Hej, så här låter min röst.',
  sw: 'Habari, hivi ndivyo sauti yangu inavyosikika.',
  tr: 'Merhaba, sesim böyle duyuluyor.',
  uk: 'Вітаю, так звучить мій голос.',
  vi: 'Xin chào, đây là giọng nói của tôi.',
  zh: '你好，这就是我的声音。',
};

/** The numbers one to five: any voice reads digits in its own language. */
const ANY_LANGUAGE = '1, 2, 3, 4, 5.';

/** What a voice of a language says in its preview. @param language - BCP-47 tag. */
export function previewText(language: string): string {
  const primary = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(SENTENCES, primary) ? (SENTENCES[primary] ?? ANY_LANGUAGE) : ANY_LANGUAGE;
}
