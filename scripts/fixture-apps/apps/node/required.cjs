// Node, CommonJS: ES modules can be required.
const assert = require('node:assert/strict');
const { potoo, UnreachableError } = require('@potoo/core');
const { PotooProvider } = require('@potoo/react/provider');

assert.equal(typeof PotooProvider, 'function');
assert.rejects(potoo({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 }).listVoices(), UnreachableError);
