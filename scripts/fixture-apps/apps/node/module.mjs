// Node, ES modules: a client that finds no server, and a component that is rendered on a server.
import assert from 'node:assert/strict';
import { potoo, UnreachableError } from '@potoo/core';
import { formatSubtitles } from '@potoo/core/subtitles';
import { SpeechPlayer } from '@potoo/react/speech-player';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

const voice = potoo({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
await assert.rejects(voice.synthesize({ text: 'Hello.' }), UnreachableError);
await assert.rejects(voice.analyze({ audio: new Uint8Array(1) }), UnreachableError);
assert.match(
  renderToString(createElement(SpeechPlayer, { source: '/a.mp3', duration: 2 })),
  /data-potoo="speech-player"/,
);
assert.match(formatSubtitles([{ start: 0, end: 1, lines: ['Hello.'] }], 'srt'), /00:00:00,000 --> 00:00:01,000/);
