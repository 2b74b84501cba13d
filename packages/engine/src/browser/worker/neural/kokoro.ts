import { BadRequestError } from '@potoo/core/errors';
import type { SynthesizeParams, Utterance } from '../../../backends/contract.ts';
import { ESPEAK_VOICES } from '../../../backends/espeak/espeak-voices.ts';
import { guessWords } from '../../../backends/guess-words.ts';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import { nextTurn } from '../../../hosts/next-turn.ts';
import { dtypeFor, suffixOf } from './dtypes.ts';
import { kokoroPhonemes, splitPhonemes } from './kokoro-phonemes.ts';
import { KOKORO_RATE, KOKORO_STYLE_SIZE, kokoroVoices, styleRow } from './kokoro-voices.ts';
import type { NeuralParts } from './neural-parts.ts';

/** Opens Kokoro, as converted for the web: phonemes, a vector that is the voice, and a speed become a wave. */
export async function openKokoro({ transformers, model, device, files, espeak }: NeuralParts): Promise<HostMethods> {
  const { AutoTokenizer, StyleTextToSpeech2Model, Tensor } = transformers;
  const { repository, revision } = model;
  const dtype = dtypeFor(model, device);
  await files.reserve([files.addressOf(model, `onnx/model${suffixOf(dtype)}.onnx`)]);
  const program = await espeak();
  const tokenizer = await AutoTokenizer.from_pretrained(repository, { revision });
  const network = await StyleTextToSpeech2Model.from_pretrained(repository, { revision, device, dtype });
  const styles = new Map<string, Float32Array>();

  async function styleOf(voice: string): Promise<Float32Array> {
    let style = styles.get(voice);
    if (!style) {
      const bytes = await files.bytes(files.addressOf(model, `voices/${voice}.bin`));
      style = new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
      styles.set(voice, style);
    }
    return style;
  }

  async function speak(phonemes: string, style: Float32Array, speed: number): Promise<Float32Array> {
    const { input_ids } = tokenizer(phonemes, { truncation: true });
    // The marks of beginning and end are no sounds.
    const sounds = Number(input_ids.dims.at(-1)) - 2;
    const { waveform } = await network({
      input_ids,
      style: new Tensor('float32', styleRow(style, sounds), [1, KOKORO_STYLE_SIZE]),
      speed: new Tensor('float32', [speed], [1]),
    });
    return Float32Array.from(waveform.data);
  }

  return {
    async synthesize(params: SynthesizeParams, { signal }: HostContext): Promise<Utterance> {
      const voice = kokoroVoices().find(({ id }) => id === params.voice);
      const language = ESPEAK_VOICES.find(({ languages }) => languages.includes(voice?.languages[0] ?? ''));
      if (!voice || !language) {
        throw new BadRequestError(`Kokoro has no voice "${params.voice}" here.`, { reason: 'voice_not_found' });
      }
      const phonemes = kokoroPhonemes(program, params, language, voice.languages[0] ?? 'en-US');
      const style = await styleOf(voice.id);
      const parts: Float32Array[] = [];
      for (const part of splitPhonemes(phonemes)) {
        // What computes holds this thread: an abort that came meanwhile is heard here.
        await nextTurn();
        signal.throwIfAborted();
        parts.push(await speak(part, style, params.rate));
      }
      const samples = joined(parts);
      const words = guessWords(samples, KOKORO_RATE, params);
      return { samples, sampleRate: KOKORO_RATE, words, phones: [], estimated: true };
    },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
