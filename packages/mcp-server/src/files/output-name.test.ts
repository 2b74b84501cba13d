import { describe, expect, it } from 'vitest';
import { nameFromFile, nameFromText, parseOutputName } from './output-name.ts';

describe('parseOutputName', () => {
  it('reads folders, a name and the format that its extension asks for', () => {
    expect(parseOutputName('podcast/intro.mp3')).toEqual({ folders: ['podcast'], stem: 'intro', format: 'mp3' });
    expect(parseOutputName('Intro.FLAC')).toEqual({ folders: [], stem: 'Intro', format: 'flac' });
    expect(parseOutputName('v1.2')).toEqual({ folders: [], stem: 'v1.2' });
    expect(parseOutputName('no extension')).toEqual({ folders: [], stem: 'no extension' });
    expect(parseOutputName('日本語.wav')).toEqual({ folders: [], stem: '日本語', format: 'wav' });
  });

  it.each([
    '',
    '/etc/passwd',
    '../a',
    'a/../../b',
    './a',
    'a//b',
    'a/',
    '~/.ssh/x'.slice(2),
    'C:\\a',
    'C:a',
    '\\\\host\\share',
    '//host/share',
    'a\\b',
    'a\0b',
    'a\nb',
    'CON',
    'nul.txt',
    'com1.mp3',
    'a.',
    'a ',
    ' a',
    '.hidden',
    'a/.git/config',
    'a:stream',
    'a*',
    'a?',
    '<a>',
    'a|b',
    '"a"',
    'a\u202eb',
    'a\u200b',
    'x'.repeat(201),
    'ä'.repeat(101),
    `${'a/'.repeat(9)}b`,
  ])('refuses %j', (text) => {
    expect(() => parseOutputName(text)).toThrow(
      expect.objectContaining({
        reason: 'invalid_path',
        param: 'filename',
        hint: expect.stringContaining('intro.wav'),
      }),
    );
  });
});

describe('made-up names', () => {
  it('are the first words of a text', () => {
    expect(nameFromText('Good morning, everyone! It is 8 a.m. now.', 'x').stem).toBe('good-morning-everyone-it-is-8');
    expect(nameFromText('<speak>Hi <break time="1s"/> there</speak>', 'x').stem).toBe('hi-there');
    expect(nameFromText('Füße 你好', 'x').stem).toBe('füße-你好');
    expect(nameFromText('!!! …', 'speech').stem).toBe('speech');
    expect(nameFromText('con', 'speech').stem).toBe('speech');
    expect(nameFromText('x'.repeat(500), 'speech').stem).toHaveLength(40);
  });

  it('are those of the file that something was made of', () => {
    expect(nameFromFile('meeting.m4a', 'enhanced').stem).toBe('meeting-enhanced');
    expect(nameFromFile('..', 'enhanced').stem).toBe('enhanced');
    expect(nameFromFile('a:b.wav', 'dry').stem).toBe('dry');
  });
});
