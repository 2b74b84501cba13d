import { BadRequestError } from '@potoo/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpokenChunk, TextOptions } from './contract.ts';
import { planText } from './plan-text.ts';

async function gather(chunks: AsyncIterable<SpokenChunk>): Promise<SpokenChunk[]> {
  const all: SpokenChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

async function chunksOf(text: string | AsyncIterable<string>, options: TextOptions = {}): Promise<SpokenChunk[]> {
  return gather(planText(text, { language: 'en', ...options }).chunks);
}

const textsOf = async (text: string, options: TextOptions = {}) =>
  (await chunksOf(text, options)).map((chunk) => chunk.text);

async function* piecesOf(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort((a, b) => a - b);
  for (const [index, from] of places.entries()) yield text.slice(from, places[index + 1] ?? text.length);
}

function checkChunks(chunks: readonly SpokenChunk[], text: string): void {
  let start = 0;
  let end = 0;
  for (const chunk of chunks) {
    let at = 0;
    for (const word of chunk.words) {
      expect(chunk.text.slice(word.from, word.to)).toBe(word.text);
      expect(word.text).not.toMatch(/^\s*$/);
      expect(word.from).toBeGreaterThanOrEqual(at);
      at = word.to;
      expect(word.charStart).toBeGreaterThanOrEqual(start);
      expect(word.charEnd).toBeGreaterThanOrEqual(end);
      expect(word.charEnd).toBeGreaterThan(word.charStart);
      expect(word.charEnd).toBeLessThanOrEqual(text.length);
      [start, end] = [word.charStart, word.charEnd];
    }
    for (const mark of chunk.marks) expect(mark.beforeWord).toBeLessThanOrEqual(chunk.words.length);
  }
}

describe('chunks', () => {
  test('are sentences with their marks, in spoken form', async () => {
    expect(await textsOf('Hello, "world"! It is 5 km (or so)… Dr. Lee says: yes etc.')).toEqual([
      'Hello, "world"!',
      'It is five kilometers (or so)…',
      'doctor Lee says: yes et cetera.',
    ]);
  });

  test('tell where paragraphs and the text end, and pause there', async () => {
    const chunks = await chunksOf('One. Two.\n\nThree. ***');
    expect(chunks.map(({ text, endsParagraph }) => [text, endsParagraph])).toEqual([
      ['One.', false],
      ['Two.', true],
      ['Three.', false],
      ['', true],
    ]);
    expect(chunks.map(({ pauseAfter }) => pauseAfter > 0)).toEqual([false, true, false, false]);
  });

  test('a megabyte costs nothing before its turn', async () => {
    let read = 0;
    async function* source(): AsyncGenerator<string> {
      for (let i = 0; i < 1000; i++) {
        read++;
        yield 'This is one sentence of many. '.repeat(35);
      }
    }
    const chunks = planText(source(), { language: 'en' }).chunks[Symbol.asyncIterator]();
    expect((await chunks.next()).value?.text).toBe('This is one sentence of many.');
    expect(read).toBe(1);
    await chunks.return?.();
  });

  test('a reader that leaves ends the source', async () => {
    let ended = false;
    async function* source(): AsyncGenerator<string> {
      try {
        while (true) yield 'One more sentence comes. ';
      } finally {
        ended = true;
      }
    }
    for await (const chunk of planText(source(), { language: 'en' }).chunks) if (chunk.words.length > 0) break;
    expect(ended).toBe(true);
  });

  test('an error of the source reaches the reader', async () => {
    async function* source(): AsyncGenerator<string> {
      yield 'One sentence. ';
      throw new Error('lost');
    }
    await expect(chunksOf(source())).rejects.toThrow('lost');
  });
});

describe('inline markup', () => {
  test('pauses divide', async () => {
    const chunks = await chunksOf('Wait [pause:1.5s] for it [pause: 300ms] now.');
    expect(chunks.map(({ text, pauseAfter }) => [text, pauseAfter])).toEqual([
      ['Wait', 1.5],
      ['for it', 0.3],
      ['now.', 0],
    ]);
  });

  test('a long pause is cut, and that is told', async () => {
    const plan = planText('Wait [pause:60s] now.', { language: 'en' });
    const [first] = await gather(plan.chunks);
    expect(first?.pauseAfter).toBe(10);
    expect(plan.warnings).toMatchObject([{ type: 'other', subject: 'text' }]);
  });

  test('sounds go to the word, links and Markdown are read as text', async () => {
    const text = '# My [potoo](/ˈpoʊtuː/) on [the web](https://example.com/a)';
    const [chunk] = await chunksOf(text);
    expect(chunk?.text).toBe('My potoo on the web');
    const potoo = chunk?.words[1];
    expect(potoo).toMatchObject({ text: 'potoo', ipa: 'ˈpoʊtuː' });
    expect(text.slice(potoo?.charStart, potoo?.charEnd)).toBe('potoo');
  });
});

describe('the lexicon', () => {
  const lexicon = {
    potoo: 'poh too',
    nginx: { ipa: 'ˈɛndʒɪnˌɛks' },
    'New York': { respelling: 'Noo Yawk' },
    'C++': 'see plus',
  };

  test.each([
    ['The POTOO sings.', 'The poh too sings.', 'POTOO'],
    ["A potoo's song.", "A poh too's song.", "potoo's"],
    ['In new\nyork today.', 'In Noo Yawk today.', 'new\nyork'],
    ['I like C++ most.', 'I like see plus most.', 'C++'],
  ])('replaces what is spoken, not where it stands: %s', async (text, spoken, original) => {
    const [chunk] = await chunksOf(text, { lexicon });
    expect(chunk?.text).toBe(spoken);
    const from = text.indexOf(original);
    const replaced = chunk?.words.filter(({ charStart }) => charStart === from);
    expect(replaced).toHaveLength(2);
    for (const word of replaced ?? []) expect(word.charEnd).toBe(from + original.length);
  });

  test('gives sounds, with the ending of the genitive', async () => {
    const [chunk] = await chunksOf("Run nginx and nginx's logs.", { lexicon });
    expect(chunk?.words.map(({ ipa }) => ipa)).toEqual([
      undefined,
      'ˈɛndʒɪnˌɛks',
      undefined,
      'ˈɛndʒɪnˌɛksɪz',
      undefined,
    ]);
  });

  test('matches whole words only, in every language', async () => {
    expect(await textsOf('Potoos und Potoo.', { lexicon, language: 'de' })).toEqual(['Potoos und poh too.']);
  });
});

describe('the language', () => {
  test.each([
    ['Hello world', 'en'],
    ['Guten Morgen, wie geht es dir?', 'de'],
    ['Goedemorgen, hoe gaat het met je?', 'nl'],
    ['Bonjour, comment allez-vous ?', 'fr'],
    ['Hola, ¿cómo estás?', 'es'],
    ['Buongiorno, come stai oggi?', 'it'],
    ['Bom dia, como você está?', 'pt'],
    ['Dzień dobry, jak się masz?', 'pl'],
    ['Привет, как дела?', 'ru'],
    ['こんにちは、元気ですか。', 'ja'],
    ['你好，今天天气很好。', 'zh'],
    ['안녕하세요, 잘 지내세요?', 'ko'],
    ['Καλημέρα, τι κάνεις;', 'el'],
    ['مرحبا، كيف حالك؟', 'ar'],
    ['नमस्ते, आप कैसे हैं?', 'hi'],
    ['OK 123', 'en'],
    ['Test', 'en'],
    ['potoo', 'en'],
  ])('of %s is %s', async (text, language) => {
    const plan = planText(text, {});
    expect(await plan.language).toBe(language);
    for await (const chunk of plan.chunks) expect(chunk.language).toBe(language);
  });

  test('that is stated is not looked for', async () => {
    expect(await planText('Guten Morgen', { language: 'en-GB' }).language).toBe('en-GB');
  });
});

describe('text that cannot be spoken', () => {
  test.each([
    ['', 'empty_text'],
    [' \n\t ', 'empty_text'],
    ['😀🎉❤️', 'nothing_to_speak'],
    ['?!... --- ***', 'nothing_to_speak'],
    ['\u0000\u0007\u200b\u202e', 'nothing_to_speak'],
    ['\ud800 \udc00', 'nothing_to_speak'],
    ['[pause:2s]', 'nothing_to_speak'],
    ['<speak><break time="1s"/></speak>', 'nothing_to_speak'],
    ['<speak></speak>', 'nothing_to_speak'],
  ])('%j is refused: %s', async (text, reason) => {
    const failure = await chunksOf(text).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure).toMatchObject({ reason, param: 'text', hint: expect.any(String) });
  });
});

describe('dirty text', () => {
  test.each([
    ['a\u0000b\u202ec', 'abc'],
    ['lone \ud83d half', 'lone half'],
    ['tab\tand\u00a0space', 'tab and space'],
    ['x\ufeffy', 'xy'],
  ])('%j is cleaned', async (text, spoken) => {
    const chunks = await chunksOf(text);
    expect(chunks.map((chunk) => chunk.text)).toEqual([spoken]);
    checkChunks(chunks, text);
  });

  test('is composed without moving the offsets', async () => {
    const text = 'Un cafe\u0301 noir';
    const [chunk] = await chunksOf(text, { language: 'fr' });
    expect(chunk?.words[1]).toMatchObject({ text: 'café', charStart: 3, charEnd: 8 });
  });

  test('endless repeats are bounded', async () => {
    const [chunk] = await chunksOf(`No${'o'.repeat(50_000)}!`);
    expect(chunk?.text.length).toBeLessThan(60);
    expect(chunk?.words[0]?.charEnd).toBeLessThanOrEqual(50_002);
  });
});

const FRAGMENTS = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    ...[
      '40–60°C',
      '$5.50 ',
      'Dr. ',
      'U.S. ',
      '. ',
      '! ',
      '? ',
      ', ',
      '\n',
      '\n\n',
      '- ',
      '1,234',
      ' 5 km',
      '[pause:1s]',
      'e.g. ',
    ],
    ...[
      '[a](/b/)',
      '<speak>',
      '😀',
      '👨‍👩‍👧',
      'https://a.com/b',
      '3:45 pm',
      '你好。',
      'ไทย',
      '\ud83d',
      'The ',
      ' and ',
      '…',
      '"',
      '(',
      'No. 5',
    ],
    ...[
      '2026-11-21',
      ' IV',
      'FBI',
      "'90s",
      '½',
      'x²',
      '#a',
      '@b',
      '-5',
      '+1 555 123 4567',
      'word '.repeat(90),
      'x'.repeat(400),
    ],
  ),
);
const TEXT = fc.array(FRAGMENTS, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(''));

async function outcome(text: string | AsyncIterable<string>, options: TextOptions): Promise<SpokenChunk[] | string> {
  try {
    return await chunksOf(text, options);
  } catch (error) {
    if (error instanceof BadRequestError) return `${error.reason}`;
    throw error;
  }
}

describe('any text', () => {
  test.each(['en', 'de'])('gives words in order, inside of it, or a typed error (%s)', async (language) => {
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        const chunks = await outcome(text, { language });
        if (typeof chunks !== 'string') checkChunks(chunks, text);
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, fc.array(fc.nat(400), { maxLength: 60 }), async (text, cuts) => {
        const options: TextOptions = { inputType: 'text' };
        expect(await outcome(piecesOf(text, cuts), options)).toEqual(await outcome(text, options));
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same one character at a time', async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        const cuts = Array.from({ length: text.length }, (_, index) => index);
        expect(await outcome(piecesOf(text, cuts), {})).toEqual(await outcome(text, {}));
      }),
      { numRuns: 60 },
    );
  });
});

describe('50,000 characters of', () => {
  test.each([
    ['digits', '1234567890'],
    ['dotted digits', '1.'],
    ['commas', '1,'],
    ['colons', '1:'],
    ['letters', 'abcdefghij'],
    ['marks', '.!?,'],
    ['spaces', ' \n'],
    ['combining marks', 'e\u0301\u0302'],
    ['joined emoji', '👨‍👩‍👧‍👦'],
    ['brackets', '[('],
    ['open tags', '<a '],
    ['dashes', '- '],
    ['slashes', '/1'],
    ['at signs', 'a@'],
    ['addresses', 'a.b-c'],
    ['capitals', 'AB.'],
    ['apostrophes', "a'"],
    ['hyphens', 'a-'],
    ['money', '$1'],
    ['Han', '天地玄黃'],
    ['Thai', 'สวัสดี'],
    ['quotes', '"\''],
    ['pauses', '[pause:'],
    ['flags', '🇳🇱'],
    ['superscripts', '²³'],
  ])('%s cost twice what half of them cost, not four times', async (_, unit) => {
    const time = async (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const started = performance.now();
      await outcome(text, {});
      return performance.now() - started;
    };
    await time(5000);
    const [half, whole] = [await time(25_000), await time(50_000)];
    // Generous: other work shares the machine. Quadratic cost on such a length is seconds.
    expect(whole).toBeLessThan(Math.max(1500, 3.5 * half));
  });
});
