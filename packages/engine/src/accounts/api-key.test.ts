import assert from 'node:assert/strict';
import { test } from 'vitest';
import { generateApiKey, hashApiKey, isApiKey, maskApiKey } from './api-key.ts';

const SCANNER = /\b(?:sk|pk)-tts-[0-9A-Za-z]{38}\b/;

test('a key has its form, its checksum and never a twin', () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => generateApiKey(at % 2 === 0 ? 'secret' : 'publishable'));
  assert.equal(new Set(keys).size, keys.length);
  for (const key of keys) {
    assert.match(key, SCANNER);
    assert.ok(isApiKey(key), key);
  }
});

test('a mistyped key is known by its checksum', () => {
  const key = generateApiKey('secret');
  for (let at = 7; at < key.length; at++) {
    const wrong = key.slice(0, at) + (key[at] === 'a' ? 'b' : 'a') + key.slice(at + 1);
    assert.equal(isApiKey(wrong), false, wrong);
  }
  for (const text of ['', 'sk-tts-your-key', key.slice(1), `${key}0`, key.replace('sk', 'pk'), ` ${key}`]) {
    assert.equal(isApiKey(text), false, text);
  }
});

test('neither the hash nor the mask gives the key away', () => {
  const key = generateApiKey('secret');
  assert.match(hashApiKey(key), /^[0-9a-f]{64}$/);
  assert.equal(maskApiKey(key), `sk-tts-…${key.slice(-4)}`);
});
