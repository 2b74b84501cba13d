import { BadRequestError } from '@potoo/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpokenChunk, TextOptions } from '../contract.ts';
import { planText } from '../plan-text.ts';

async function gather(chunks: AsyncIterable<SpokenChunk>): Promise<SpokenChunk[]> {
  const all: SpokenChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

async function plan(ssml: string, options: TextOptions = {}): Promise<{ chunks: SpokenChunk[]; warnings: string[] }> {
  const planned = planText(ssml, { language: 'en', ...options });
  const chunks = await gather(planned.chunks);
  return { chunks, warnings: planned.warnings.map(({ message }) => message) };
}

const speak = (inner: string) => `<speak version="1.1" xml:lang="en-US">${inner}</speak>`;

describe('what SSML says is spoken', () => {
  test.each([
    ['One <sub alias="World Wide Web Consortium">W3C</sub> page.', ['One World Wide Web Consortium page.']],
    ['<s>One</s><s>Two</s>', ['One', 'Two']],
    ['<p>One two. Three four.</p><p>Five</p>', ['One two.', 'Three four.', 'Five']],
    ['<say-as interpret-as="characters">abc</say-as> end', ['A B C end']],
    ['<say-as interpret-as="digits">1-23</say-as>', ['one, two three']],
    ['<say-as interpret-as="telephone">555-12</say-as>', ['five five five, one two']],
    ['<say-as interpret-as="cardinal">1,234</say-as>', ['one thousand two hundred thirty four']],
    ['Louis <say-as interpret-as="ordinal">14</say-as>', ['Louis fourteenth']],
    ['<say-as interpret-as="date" format="dmy">4/3/2026</say-as>', ['March fourth twenty twenty six']],
    ['<say-as interpret-as="date" format="mdy">4/3/2026</say-as>', ['April third twenty twenty six']],
    ['<say-as interpret-as="time">3:45pm</say-as>', ['three forty five P M']],
    ['<say-as interpret-as="fraction">3/4</say-as>', ['three quarters']],
    ['<say-as interpret-as="currency">$5.50</say-as>', ['five dollars and fifty cents']],
    ['a &amp; b &#60; c &#x20AC;5', ['a and b less than c five euros']],
    ['a <!-- not this --> b <![CDATA[& c]]>', ['a b and c']],
    ['<metadata>not this</metadata>but this', ['but this']],
    ['line\none\n\n  is one line', ['line one is one line']],
  ])('%s', async (inner, texts) => {
    expect((await plan(speak(inner))).chunks.map(({ text }) => text)).toEqual(texts);
  });

  test('with offsets into the markup itself', async () => {
    const ssml = speak(
      '<p>It was <emphasis>40–60&#176;C</emphasis> <sub alias="kilo meter">km</sub> &amp; <mark name="x"/>more.</p>',
    );
    const { chunks } = await plan(ssml);
    const words = chunks.flatMap((chunk) => chunk.words);
    expect(words.map(({ text, charStart, charEnd }) => [text, ssml.slice(charStart, charEnd)])).toEqual([
      ['It', 'It'],
      ['was', 'was'],
      ['forty', '40'],
      ['to', '–'],
      ['sixty', '60'],
      ['degrees', '&#176;C'],
      ['Celsius', '&#176;C'],
      ['kilo', 'km'],
      ['meter', 'km'],
      ['and', '&amp;'],
      ['more', 'more'],
    ]);
  });

  test('sounds go to the word', async () => {
    const { chunks } = await plan(speak('A <phoneme alphabet="ipa" ph="təˈmɑːtəʊ">tomato</phoneme>.'));
    expect(chunks[0]?.words[1]).toMatchObject({ text: 'tomato', ipa: 'təˈmɑːtəʊ' });
  });

  test('breaks are pauses, and those in a row add up', async () => {
    const { chunks } = await plan(
      speak(
        'One<break time="500ms"/><break time="1.5s"/> two<break strength="weak"/> three<break/> <break strength="none"/>four',
      ),
    );
    expect(chunks.map(({ text, pauseAfter }) => [text, pauseAfter])).toEqual([
      ['One', 2],
      ['two', 0.25],
      ['three', 0.5],
      ['four', 0],
    ]);
  });

  test('prosody nests', async () => {
    const { chunks } = await plan(
      speak(
        'a <prosody rate="50%" pitch="+12st" volume="+6dB">b <prosody rate="+50%" volume="soft">c</prosody></prosody> d',
      ),
    );
    expect(chunks.map(({ text, prosody }) => [text, prosody])).toEqual([
      ['a', { rate: 1, pitch: 1, volumeDb: 0 }],
      ['b', { rate: 0.5, pitch: 2, volumeDb: 6 }],
      ['c', { rate: 0.75, pitch: 2, volumeDb: 0 }],
      ['d', { rate: 1, pitch: 1, volumeDb: 0 }],
    ]);
  });

  test.each([
    ['rate', 'slow', { rate: 0.75 }],
    ['rate', '1.2', { rate: 1.2 }],
    ['pitch', 'high', { pitch: 1.18 }],
    ['pitch', '-10%', { pitch: 0.9 }],
    ['volume', 'loud', { volumeDb: 6 }],
    ['volume', '50', { volumeDb: 20 * Math.log10(0.5) }],
    ['volume', 'silent', { volumeDb: -96 }],
  ])('prosody %s="%s"', async (name, value, expected) => {
    const { chunks } = await plan(speak(`<prosody ${name}="${value}">word</prosody>`));
    expect(chunks[0]?.prosody).toMatchObject(expected);
  });

  test('marks stand before their word, or at the end', async () => {
    const { chunks } = await plan(speak('<mark name="a"/>One <mark name="b"/>two. Three<mark name="c"/>'));
    expect(chunks.map(({ marks }) => marks)).toEqual([
      [
        { name: 'a', beforeWord: 0 },
        { name: 'b', beforeWord: 1 },
      ],
      [{ name: 'c', beforeWord: 1 }],
    ]);
  });

  test('languages switch', async () => {
    const { chunks } = await plan(
      '<speak xml:lang="en-GB">It is 5 <lang xml:lang="de">5 Uhr</lang><s xml:lang="fr">5 km</s></speak>',
    );
    expect(chunks.map(({ text, language }) => [text, language])).toEqual([
      ['It is five', 'en-GB'],
      ['5 Uhr', 'de'],
      ['5 km', 'fr'],
    ]);
    expect(await planText('<speak xml:lang="de-AT">Grüß Gott</speak>', {}).language).toBe('de-AT');
    // A marked stretch within an English text does not make it German.
    const quoting = '<speak>She said <s xml:lang="de">Guten Morgen, wie geht es Ihnen heute?</s> and left.</speak>';
    expect(await planText(quoting, {}).language).toBe('en');
  });

  test('paragraphs end', async () => {
    const { chunks } = await plan(speak('<p><s>One</s><s>Two</s></p><p>Three</p>'));
    expect(chunks.map(({ endsParagraph }) => endsParagraph)).toEqual([false, true, true]);
  });

  test('is recognised by how it begins, and read so only when it is not stated otherwise', async () => {
    const ssml = '<speak>Hi <sub alias="there">you</sub></speak>';
    expect((await plan(` \n${ssml}`)).chunks[0]?.text).toBe('Hi there');
    expect((await plan(ssml, { inputType: 'text' })).chunks[0]?.text).toBe('Hi you');
  });
});

describe('what is not supported is told, and its text is spoken', () => {
  test.each([
    ['<voice name="x">word</voice>', /<voice> is not supported/],
    ['<foo:bar>word</foo:bar>', /<foo:bar> is not supported/],
    ['<prosody contour="(0%,+20Hz)">word</prosody>', /contour/],
    ['<prosody rate="quick">word</prosody>', /rate="quick"/],
    ['<prosody rate="900%">word</prosody>', /beyond/],
    ['<phoneme alphabet="x-sampa" ph="w">word</phoneme>', /x-sampa/],
    ['<sub>word</sub>', /<sub> has no alias/],
    ['<say-as interpret-as="expletive">word</say-as>', /expletive/],
    ['<emphasis level="huge">word</emphasis>', /huge/],
    ['word<break time="60s"/>', /cut to 10 s/],
    ['word<break time="soon"/>', /soon/],
    ['<lang xml:lang="!!">word</lang>', /language tag/],
  ])('%s', async (inner, warning) => {
    const { chunks, warnings } = await plan(speak(inner));
    expect(chunks.map(({ text }) => text).join('')).toBe('word');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(warning);
  });
});

describe('what is not well-formed is refused, with its place', () => {
  test.each([
    ['<speak>a', 1, 9, /<speak> is not closed/],
    ['<speak>\n<p>a</speak>', 2, 5, /<\/speak> stands where <\/p>/],
    ['<speak>a & b</speak>', 1, 10, /"&"/],
    ['<speak>&nbsp;</speak>', 1, 8, /"&"/],
    ['<speak>a < b</speak>', 1, 10, /"<" begins no tag/],
    ['<speak><p x=1>a</p></speak>', 1, 10, /malformed/],
    ['<speak><p x="1" x="2">a</p></speak>', 1, 16, /twice/],
    ['<speak>a</speak>b', 1, 17, /outside of the root/],
    ['<speak>a</speak><speak/>', 1, 17, /outside of the root/],
    ['<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>', 1, 1, /document type/],
    ['<speak><!-- a</speak>', 1, 8, /comment does not end/],
    ['<Speak>a</Speak>', 1, 1, /root element is <Speak>/],
    ['just text', 1, 1, /outside of the root/],
    [`<speak>${'<p>'.repeat(100)}`, 1, 197, /deeper than 64/],
    ['<speak>&#0;</speak>', 1, 8, /no character/],
  ])('%s', async (ssml, line, column, message) => {
    const failure = await plan(ssml, { inputType: 'ssml' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure).toMatchObject({
      reason: 'invalid_ssml',
      param: 'text',
      hint: expect.any(String),
      details: { line, column },
    });
    expect((failure as BadRequestError).message).toMatch(message);
  });

  test('before anything of it is spoken', async () => {
    const chunks = planText('<speak>One. Two. Three. <p></speak>', {}).chunks[Symbol.asyncIterator]();
    await expect(chunks.next()).rejects.toMatchObject({ reason: 'invalid_ssml' });
  });
});

test('any markup gives chunks or a typed error', async () => {
  const part = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<s>',
      '</s>',
      '<break/>',
      '<mark name="a"/>',
      '&amp;',
      '&',
      '<',
      '>',
      ' words here. ',
      '40°',
      '😀',
      '\ud83d',
    ],
    ...[
      '<prosody rate="fast">',
      '</prosody>',
      '<sub alias="x y">',
      '</sub>',
      '<say-as interpret-as="characters">',
      '</say-as>',
    ],
    ...[
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<emphasis>',
      '</emphasis>',
      '\n',
      '<phoneme ph="a">',
      '</phoneme>',
      '<lang xml:lang="de">',
      '</lang>',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 20 }), async (parts) => {
      const ssml = `<speak>${parts.join('')}</speak>`;
      const found = await plan(ssml).catch((error: unknown) => error);
      if (found instanceof BadRequestError) return;
      if (found instanceof Error) throw found;
      let start = 0;
      for (const word of (found as { chunks: SpokenChunk[] }).chunks.flatMap(({ words }) => words)) {
        expect(word.charStart).toBeGreaterThanOrEqual(start);
        expect(word.charEnd).toBeLessThanOrEqual(ssml.length);
        start = word.charStart;
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([['<p>a</p>'], ['&amp;'], ['a. '], ['<break/>'], ['<sub alias="b">a</sub> ']])(
  'a long document of %s costs in proportion to its length',
  async (unit) => {
    const time = async (length: number) => {
      const started = performance.now();
      await plan(speak(`a${unit.repeat(Math.ceil(length / unit.length))}`));
      return performance.now() - started;
    };
    await time(5000);
    const [half, whole] = [await time(25_000), await time(50_000)];
    expect(whole).toBeLessThan(Math.max(1500, 3.5 * half));
  },
);
