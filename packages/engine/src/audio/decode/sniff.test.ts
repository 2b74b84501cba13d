import { describe, expect, it } from 'vitest';
import { id3Length, sniff } from './sniff.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** Three frames of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz. */
function mp3Frames(): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat([frame, frame, frame]);
}

describe('sniff', () => {
  it.each([
    ['RIFF\0\0\0\0WAVEfmt ', 'wav'],
    ['RF64\xff\xff\xff\xffWAVEds64', 'wav'],
    ['fLaC\0\0\0\x22', 'flac'],
    ['OggS\0\x02', 'ogg'],
    ['\x1a\x45\xdf\xa3\x01', 'webm'],
    ['\0\0\0\x1cftypM4A ', 'mp4'],
  ])('takes %j for %s', (text, kind) => {
    expect(sniff(bytes(text), 0)).toEqual({ kind, start: 0 });
  });

  it('finds mp3 frames, also behind junk, and tells where they begin', () => {
    expect(sniff(mp3Frames(), 0)).toEqual({ kind: 'mp3', start: 0 });
    expect(sniff(Buffer.concat([bytes('junk\xff\xfb'), mp3Frames()]), 100)).toEqual({ kind: 'mp3', start: 106 });
  });

  it.each([
    ['ffconcat version 1.0\nfile /etc/passwd\n', 'an ffconcat script'],
    ['#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/a.ts\n', 'an M3U or HLS playlist'],
    ['v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n', 'an SDP description'],
    ['<?xml version="1.0"?><MPD></MPD>', 'an XML document'],
    ['  <!DOCTYPE html><html>', 'an HTML page'],
    ['{"error":"not found"}', 'a JSON document'],
    ['\x89PNG\r\n\x1a\n', 'a PNG image'],
    ['%PDF-1.7', 'a PDF document'],
    ['PK\x03\x04', 'a ZIP archive'],
    ['RIFF\0\0\0\0AVI LIST', 'an AVI file'],
    ['Just some words.\n', 'text'],
    ['\x00\x01\x02\x03\x04', 'unknown data (00 01 02 03)'],
  ])('says what %j is instead', (text, found) => {
    expect(sniff(bytes(text), 0)).toEqual({ kind: undefined, found });
  });

  it('takes no random bytes for audio', () => {
    let state = 7;
    const noise = Buffer.from(
      Array.from({ length: 65_536 }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      }),
    );
    expect(sniff(noise, 0).kind).toBeUndefined();
  });

  it('reads the length of an ID3 tag', () => {
    expect(id3Length(bytes('ID3\x04\0\0\0\0\x01\x00'))).toBe(10 + 128);
    expect(id3Length(bytes('ID3\x04\0\x10\0\0\0\x05'))).toBe(25);
    expect(id3Length(bytes('fLaC'))).toBe(0);
  });
});
