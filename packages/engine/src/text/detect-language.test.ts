import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detect-language.ts';

describe('the language of a text', () => {
  it.each([
    ['The quick brown fox jumps over the lazy sleeping dog.', 'en'],
    ['She said that they would be there when the train leaves, and that you should come with her.', 'en'],
    ['Der schnelle braune Fuchs springt über den faulen Hund, und niemand sieht es.', 'de'],
    ['Vandaag gaan wij met de trein naar Amsterdam, want het is mooi weer.', 'nl'],
    ['Je voudrais réserver une table pour deux personnes ce soir.', 'fr'],
    ['Los niños juegan en el parque mientras sus padres hablan.', 'es'],
    ['Привет, как твои дела сегодня? Мы идём гулять.', 'ru'],
    ['今日はとても良い天気ですね。', 'ja'],
  ])('%s: %s', async (text, language) => {
    expect(await detectLanguage(text)).toMatchObject({ language });
  });

  // Few words of another language have to be believed against many that English alone has.
  it.each([
    ['Ik hou van The Beatles and The Rolling Stones, maar niet van jazz, en dat is het.', 'nl'],
    ['Gestern lief im Kino The Lord of the Rings, und ich bin dabei eingeschlafen.', 'de'],
    ['Hier soir nous avons regardé The Lord of the Rings à la télévision avec des amis.', 'fr'],
    ['Anoche vimos The Lord of the Rings en la televisión con unos amigos de mi hermana.', 'es'],
  ])('is not that of a title in it: %s', async (text, language) => {
    expect(await detectLanguage(text)).toMatchObject({ language });
  });

  it('is English where nothing tells', async () => {
    expect(await detectLanguage('123 !?')).toEqual({ language: 'en', confidence: 0 });
    expect(await detectLanguage('Potoo')).toMatchObject({ language: 'en' });
  });
});
