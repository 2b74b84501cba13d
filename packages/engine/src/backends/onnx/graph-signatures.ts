import type { OnnxSettings } from './onnx-settings.ts';

/** What a graph has to have, by the names of its inputs and outputs. */
export interface GraphSignature {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const SPLEETER: GraphSignature = { inputs: ['x'], outputs: ['y'] };
const SEQUENCE = ['input_ids', 'attention_mask'];

/** The graphs of a family, by their name in the settings. */
export function graphSignatures(settings: OnnxSettings): Readonly<Record<string, GraphSignature>> {
  switch (settings.family) {
    // https://github.com/k2-fsa/sherpa-onnx/blob/master/scripts/spleeter/export_onnx.py
    case 'spleeter':
      return Object.fromEntries(Object.keys(settings.files).map((stem) => [stem, SPLEETER]));
    // https://huggingface.co/StemSplitio/htdemucs-onnx
    case 'htdemucs':
      return { model: { inputs: ['mix'], outputs: ['stems'] } };
    // Merged decoders of Optimum: https://huggingface.co/docs/optimum/exporters/onnx/overview
    case 'translation':
      return {
        encoder: { inputs: SEQUENCE, outputs: ['last_hidden_state'] },
        decoder: {
          inputs: ['input_ids', 'encoder_hidden_states', 'encoder_attention_mask', 'use_cache_branch'],
          outputs: ['logits'],
        },
      };
    // https://github.com/season-studio/MeloTTS-ONNX/blob/main/melo_onnx/main.py; the outputs have no names there.
    case 'openvoice':
      return {
        toneColor: { inputs: ['input'], outputs: [] },
        converter: { inputs: ['audio', 'audio_length', 'src_tone', 'dest_tone', 'tau'], outputs: [] },
      };
    // https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/models/chatterbox/modeling_chatterbox.js
    case 'chatterbox':
      return {
        speechEncoder: {
          inputs: ['audio_values'],
          outputs: ['audio_features', 'audio_tokens', 'speaker_embeddings', 'speaker_features'],
        },
        embedTokens: { inputs: ['input_ids', 'position_ids', 'exaggeration'], outputs: ['inputs_embeds'] },
        languageModel: { inputs: ['inputs_embeds', 'attention_mask'], outputs: ['logits'] },
        conditionalDecoder: {
          inputs: ['speech_tokens', 'speaker_embeddings', 'speaker_features'],
          outputs: ['waveform'],
        },
      };
    // Text generation and DAC as https://github.com/huggingface/transformers.js calls them.
    case 'outetts':
      return {
        languageModel: { inputs: ['input_ids', 'attention_mask'], outputs: ['logits'] },
        codec: { inputs: ['audio_codes'], outputs: ['audio_values'] },
        ...(settings.files.encoder !== undefined && {
          encoder: { inputs: ['input_values'], outputs: ['audio_codes'] },
        }),
      };
    // Nobody publishes a conversion: docs/models.md tells how to make these two.
    case 'knn-vc':
      return {
        encoder: { inputs: ['wav'], outputs: ['features'] },
        vocoder: { inputs: ['features'], outputs: ['wav'] },
      };
  }
}
