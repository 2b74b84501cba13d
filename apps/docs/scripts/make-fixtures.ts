/**
 * Makes what the stories play, with the engine: speech with word times, a cloned voice, a conversation, a song with its stems and its
 * analysis. Writes to `.fixtures/`, and does nothing when that is up to date.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { computePeaks, type Pcm, type TranscriptSegment, type WordTiming } from '@potoo/core';
import { createEngine, type Engine } from '@potoo/engine';
import { renderSong } from '../../../packages/engine/src/testing/songs/render-song.ts';
import { joinPcm, readWav, writeWav } from './wav.ts';

const OUTPUT = path.join(import.meta.dirname, '..', '.fixtures');
const STAMP = path.join(OUTPUT, 'stamp.txt');
const PEAKS_PER_SECOND = 50;

/** Texts that the stories hear, and who speaks them. */
const SPEECH = {
  potoo: {
    voice: 'slt',
    text: 'The potoo sits still all day and looks like a broken branch. At night it opens its mouth, and the whole forest listens.',
  },
  reply: { voice: 'rms', text: 'It is almost all mouth. That is why we named a voice library after it.' },
  short: { voice: 'awb', text: 'Hello there.' },
} as const;

/** A conversation: who says what, in turn. */
const CONVERSATION = [
  ['slt', 'Did you hear the bird last night? It sat on the fence for an hour and did not move once.'],
  ['rms', 'I thought it was part of the fence. Then it looked at me with two yellow eyes.'],
  ['slt', 'That is a potoo. They hunt in the dark, and by day they pretend to be wood.'],
  ['rms', 'It called four times, each one lower than the one before. I have it on my phone.'],
  ['slt', 'Send it to me. I would like to see it as a spectrogram.'],
] as const;

const PAUSE_SECONDS = 0.45;
const SONG = { seed: 7, seconds: 10 };

await main();

async function main(): Promise<void> {
  const sources = [import.meta.filename, path.join(import.meta.dirname, 'wav.ts')];
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const stamp = hash.digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const engine = createEngine();
  try {
    for (const [name, { voice, text }] of Object.entries(SPEECH)) await makeSpeech(engine, name, voice, text);
    await makeClonedSpeech(engine);
    await makeConversation(engine);
    await makeSong(engine);
    writeJson('voices', await engine.listVoices());
    writeJson('models', await engine.listModels());
    writeJson('capabilities', await engine.capabilities());
  } finally {
    await engine.close();
  }
  writeFileSync(STAMP, stamp);
}

async function makeSpeech(engine: Engine, name: string, voice: string, text: string): Promise<void> {
  const { audio, words, duration } = await engine.synthesize({ text, voice, format: 'wav', words: true });
  writeFileSync(path.join(OUTPUT, `${name}.wav`), audio.bytes());
  writeJson(name, { text, voice, duration, words, peaks: peaksOf(readWav(audio.bytes())) });
}

/** The short text in the voice of the long one's recording: what `VoiceCloner` has made when its story ends. */
async function makeClonedSpeech(engine: Engine): Promise<void> {
  const reference = new Uint8Array(readFileSync(path.join(OUTPUT, 'potoo.wav')));
  const { text } = SPEECH.short;
  const { audio, words, duration } = await engine.speakAs({ reference, text, format: 'wav', words: true });
  writeFileSync(path.join(OUTPUT, 'cloned.wav'), audio.bytes());
  writeJson('cloned', { text, voice: 'cloned', duration, words, peaks: peaksOf(readWav(audio.bytes())) });
}

/** Two voices in turn, and who says which word when, as the engine placed them. */
async function makeConversation(engine: Engine): Promise<void> {
  const pieces: Pcm[] = [];
  const segments: TranscriptSegment[] = [];
  let time = 0;
  for (const [voice, text] of CONVERSATION) {
    const spoken = await engine.synthesize({ text, voice, format: 'wav', words: true, sampleRate: 16_000 });
    pieces.push(readWav(spoken.audio.bytes()));
    const words = spoken.words.map((word, index, all) => shown(word, all[index + 1], text, time));
    const speaker = voice === 'slt' ? 'SPEAKER_00' : 'SPEAKER_01';
    segments.push({ text, start: time, end: time + spoken.duration, words, speaker });
    time += spoken.duration + PAUSE_SECONDS;
  }
  const pcm = joinPcm(pieces, PAUSE_SECONDS);
  writeFileSync(path.join(OUTPUT, 'conversation.wav'), writeWav(pcm));
  const transcript = {
    text: segments.map(({ text }) => text).join(' '),
    language: 'en',
    duration: time - PAUSE_SECONDS,
    segments,
    model: 'flite',
    warnings: [],
    usage: {},
    response: {},
  };
  writeJson('conversation', { transcript, peaks: peaksOf(pcm) });
}

/** A word with the punctuation that follows it, moved into the whole. */
function shown(word: WordTiming, next: WordTiming | undefined, text: string, offset: number) {
  const piece = text.slice(word.charStart, next?.charStart ?? text.length).trim();
  return { text: piece, start: word.start + offset, end: word.end + offset };
}

/** A song, its parts as the engine separates them, and what the engine finds in it. */
async function makeSong(engine: Engine): Promise<void> {
  const { mixture, sampleRate } = renderSong(SONG);
  const wav = writeWav({ channels: [mixture.left, mixture.right], sampleRate });
  const audio = await engine.convertAudio({ audio: wav, format: 'mp3' });
  writeFileSync(path.join(OUTPUT, 'song.mp3'), audio.audio.bytes());
  writeJson('analysis', await engine.analyze({ audio: wav, beats: true }));
  const { stems } = await engine.separate({ audio: wav, stems: 4, format: 'wav' });
  for (const stem of stems) {
    const { audio: encoded } = await engine.convertAudio({ audio: stem.audio.bytes(), format: 'mp3' });
    writeFileSync(path.join(OUTPUT, `stem-${stem.name}.mp3`), encoded.bytes());
  }
  writeJson(
    'stems',
    stems.map(({ name, audio: { duration } }) => ({ name, duration })),
  );
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(path.join(OUTPUT, `${name}.json`), JSON.stringify(value));
}

function peaksOf(pcm: Pcm): { min: number[]; max: number[] } {
  const frames = pcm.channels[0]?.length ?? 0;
  const { min, max } = computePeaks(pcm, Math.ceil((frames / pcm.sampleRate) * PEAKS_PER_SECOND));
  const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1000) / 1000);
  return { min: rounded(min), max: rounded(max) };
}
