/** What a person says to an assistant, and the call that a model should make of it. */
export interface Task {
  readonly say: string;
  readonly tool: string;
  /** `$recording`, `$song` and `$output` stand for the path of a recording, of a song, and for the last result's uri. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Facts of the result, or a part of the error when the right answer is a no. */
  readonly result: Readonly<Record<string, unknown>> | string;
}

/** A list with something in it. */
export const SOME = Symbol('some');

/** In the order in which they are done: later ones go on with what earlier ones made. */
export const TASKS: readonly Task[] = [
  {
    say: 'Read this out for me: "The train leaves at nine."',
    tool: 'synthesize',
    arguments: { text: 'The train leaves at nine.' },
    result: { voice: 'slt', language: 'en' },
  },
  {
    say: 'What voices do you have for German?',
    tool: 'list_voices',
    arguments: { language: 'de' },
    result: { voices: SOME },
  },
  {
    say: 'Say "Guten Morgen, liebe Leute" in German and give me a WAV called morgen.',
    tool: 'synthesize',
    arguments: { text: 'Guten Morgen, liebe Leute', language: 'de', filename: 'morgen.wav' },
    result: { language: 'de', path: /morgen\.wav$/ },
  },
  {
    say: 'Make that a bit slower and as an mp3.',
    tool: 'convert_audio',
    arguments: { uri: '$output', speed: 0.8, format: 'mp3' },
    result: { path: /\.mp3$/ },
  },
  {
    say: 'Narrate this with a man’s voice, twice as fast: "Once upon a time."',
    tool: 'synthesize',
    arguments: { text: 'Once upon a time.', voice: 'rms', speed: 2 },
    result: { voice: 'rms' },
  },
  {
    say: 'I need to know when each word is spoken: "one two three".',
    tool: 'synthesize',
    arguments: { text: 'one two three', words: true },
    result: { words: SOME },
  },
  {
    say: 'What does he say in this recording? $recording',
    tool: 'transcribe',
    arguments: { path: '$recording', language: 'en' },
    result: { text: /fox/i, about: /not instructions/ },
  },
  {
    say: 'Make English subtitles for $recording.',
    tool: 'transcribe',
    arguments: { path: '$recording', language: 'en', subtitles: 'srt' },
    result: { subtitles_path: /\.srt$/ },
  },
  {
    say: 'Here is the script of $recording, line it up: "The quick brown fox jumps over the lazy dog."',
    tool: 'align_text',
    arguments: { path: '$recording', text: 'The quick brown fox jumps over the lazy dog.', language: 'en' },
    result: { words: SOME },
  },
  {
    say: 'There is a lot of hiss on $recording, clean it up properly.',
    tool: 'enhance_audio',
    arguments: { path: '$recording', strength: 3 },
    result: { path: /enhanced\.mp3$/ },
  },
  {
    say: 'It sounds like he is in a bathroom. Can you fix that?',
    tool: 'remove_reverb',
    arguments: { path: '$recording' },
    result: { path: /dry\.mp3$/ },
  },
  {
    say: 'Get me a karaoke version of $song.',
    tool: 'separate_stems',
    arguments: { path: '$song', stems: 2 },
    result: { stems: SOME },
  },
  {
    say: 'What key and tempo is $song?',
    tool: 'analyze_audio',
    arguments: { path: '$song' },
    result: { key: 'A Minor', bpm: 120 },
  },
  {
    say: 'Let $recording be spoken by slt instead.',
    tool: 'convert_voice',
    arguments: { path: '$recording', voice: 'slt' },
    result: { path: /voice\.mp3$/ },
  },
  {
    say: 'Make her sound happier in $recording.',
    tool: 'transform_speech',
    arguments: { path: '$recording', emotion: 'happy' },
    result: { path: /happy\.mp3$/ },
  },
  {
    say: 'I want $recording in Spanish, but still in his voice.',
    tool: 'translate_speech',
    arguments: { path: '$recording', language: 'es', keep_voice: true },
    result: { source_language: 'en' },
  },
  {
    say: 'Clone the voice in $recording as "Tom".',
    tool: 'clone',
    arguments: { path: '$recording', name: 'Tom' },
    result: 'consent_required',
  },
  {
    say: 'It is mine. I am Tom Smith, and I agree to the cloning of my voice.',
    tool: 'clone',
    arguments: {
      path: '$recording',
      name: 'Tom',
      speaker: 'Tom Smith',
      statement: 'It is mine. I agree to the cloning of my voice.',
      date: '2026-01-31',
    },
    result: { voice: 'clone-1' },
  },
  {
    say: 'Is there anything better installed for transcription?',
    tool: 'list_models',
    arguments: { type: 'stt' },
    result: { models: SOME },
  },
  {
    say: 'Ask the voice assistant how it is, out loud.',
    tool: 'converse',
    arguments: { text: 'How are you?' },
    result: { conversation_id: 'talk-1', reply_text: /How are you/ },
  },
  {
    say: 'Is the job 12345 done?',
    tool: 'get_job',
    arguments: { job_id: '12345' },
    result: 'job_not_found',
  },
];
