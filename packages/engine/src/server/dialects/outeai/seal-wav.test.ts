import { makeWav } from '@potoo/core/testing';
import { expect, test } from 'vitest';
import { sealWav } from './seal-wav.ts';

const UNKNOWN = 0xff_ff_ff_ff;
const samples = new Float32Array(100);

function unsealed(extra = Buffer.alloc(0)): Buffer {
  const wav = Buffer.from(makeWav(samples, 8_000));
  wav.writeUInt32LE(UNKNOWN, 4);
  wav.writeUInt32LE(UNKNOWN, 40);
  return Buffer.concat([wav.subarray(0, 36), extra, wav.subarray(36)]);
}

test('a file whose length nobody knew gets its own', () => {
  expect(sealWav(unsealed())).toEqual(Buffer.from(makeWav(samples, 8_000)));
});

test('chunks before the sound are passed over, also those of an odd length', () => {
  const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
  const sealed = Buffer.from(sealWav(unsealed(list)));
  expect([sealed.readUInt32LE(4), sealed.readUInt32LE(40 + list.length)]).toEqual([sealed.length - 8, 200]);
});

test('what is no WAV file stays as it is', () => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('RIFF'),
    Buffer.from('OggS'.repeat(20)),
    unsealed().subarray(0, 30),
  ]) {
    expect(sealWav(Buffer.from(bytes))).toEqual(bytes);
  }
});
