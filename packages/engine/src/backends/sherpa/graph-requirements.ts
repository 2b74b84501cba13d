/** What a file of a family has to say of itself: without it, the library ends its process. */
export interface GraphRequirement {
  /** Name of the file in the configuration. */
  readonly file: string;
  readonly metadata: readonly string[];
  /** Least inputs and outputs, where metadata does not tell a file of another kind. */
  readonly inputs?: number;
  readonly outputs?: number;
  /** Inputs and outputs that it has to have by name, where counts do not tell either. */
  readonly named?: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const WHISPER = words(`
  n_mels n_text_layer n_text_ctx n_text_state n_vocab sot eot blank_id translate transcribe is_multilingual
  no_timestamps no_speech sot_sequence
`);
const SENSE_VOICE = words(`
  vocab_size lfr_window_size lfr_window_shift normalize_samples with_itn without_itn lang_auto lang_zh lang_en lang_ja lang_ko lang_yue
  neg_mean inv_stddev
`);
const PARAFORMER = words('vocab_size lfr_window_size lfr_window_shift neg_mean inv_stddev');
const SEGMENTATION = words(`
  sample_rate window_size receptive_field_size receptive_field_shift num_speakers powerset_max_classes num_classes
`);
const EMBEDDING = words('output_dim sample_rate language framework');
const VOICE_VECTORS = words('sample_rate n_speakers has_espeak style_dim');
const WHISPER_GRAPHS: readonly GraphRequirement[] = [
  { file: 'encoder', metadata: WHISPER, outputs: 2 },
  { file: 'decoder', metadata: [], inputs: 6 },
];

/**
 * By task and family. Source: the `SHERPA_ONNX_READ_META_DATA` of the family's model in `sherpa-onnx/csrc` of sherpa-onnx
 * 1.13.4; each of those without a default calls `exit` when the entry is missing.
 */
const REQUIREMENTS: Readonly<Record<string, readonly GraphRequirement[]>> = {
  'speech/vits': [{ file: 'model', metadata: words('sample_rate n_speakers language comment'), inputs: 3 }],
  'speech/kokoro': [{ file: 'model', metadata: VOICE_VECTORS, inputs: 3 }],
  'speech/kitten': [{ file: 'model', metadata: ['model_type', ...VOICE_VECTORS], inputs: 3 }],
  'speech/matcha': [
    { file: 'acousticModel', metadata: words('sample_rate n_speakers use_eos_bos pad_id'), inputs: 4 },
    { file: 'vocoder', metadata: [], inputs: 1 },
  ],
  'speech/zipvoice': [
    { file: 'encoder', metadata: [], inputs: 4 },
    { file: 'decoder', metadata: [], inputs: 5 },
    { file: 'vocoder', metadata: ['model_type'], inputs: 1, outputs: 3 },
  ],
  'speech/supertonic': [
    { file: 'durationPredictor', metadata: [], inputs: 3 },
    { file: 'textEncoder', metadata: [], inputs: 3 },
    { file: 'vectorEstimator', metadata: [], inputs: 7 },
    { file: 'vocoder', metadata: [], inputs: 1 },
  ],
  'speech/pocket': [
    { file: 'lmFlow', metadata: [], inputs: 4 },
    { file: 'lmMain', metadata: [], inputs: 3, outputs: 3 },
    { file: 'encoder', metadata: [], inputs: 1 },
    { file: 'decoder', metadata: [], inputs: 2, outputs: 2 },
    { file: 'textConditioner', metadata: [], inputs: 1 },
  ],
  'recognition/whisper': WHISPER_GRAPHS,
  'language-identification/whisper': WHISPER_GRAPHS,
  'recognition/senseVoice': [{ file: 'model', metadata: SENSE_VOICE, inputs: 4 }],
  'recognition/paraformer': [{ file: 'model', metadata: PARAFORMER, inputs: 2 }],
  'recognition/zipformerCtc': [{ file: 'model', metadata: [], inputs: 2, outputs: 2 }],
  'recognition/canary': [
    { file: 'encoder', metadata: words('model_type vocab_size subsampling_factor feat_dim'), outputs: 3 },
    { file: 'decoder', metadata: [], inputs: 4 },
  ],
  'recognition/moonshine': [
    { file: 'preprocessor', metadata: [], inputs: 1 },
    { file: 'encoder', metadata: [], inputs: 2 },
    { file: 'uncachedDecoder', metadata: [], inputs: 3 },
    { file: 'cachedDecoder', metadata: [], inputs: 4 },
  ],
  'recognition/transducer': [
    { file: 'encoder', metadata: [], inputs: 2, outputs: 2 },
    { file: 'decoder', metadata: words('vocab_size context_size'), inputs: 1 },
    { file: 'joiner', metadata: [], inputs: 2 },
  ],
  'recognition/nemo_transducer': [
    { file: 'encoder', metadata: words('vocab_size subsampling_factor pred_rnn_layers pred_hidden'), inputs: 2 },
    { file: 'decoder', metadata: [], inputs: 3 },
    { file: 'joiner', metadata: [], inputs: 2 },
  ],
  'streaming-recognition/transducer': [
    { file: 'encoder', metadata: words('model_type T decode_chunk_len'), inputs: 3 },
    { file: 'decoder', metadata: words('vocab_size context_size'), inputs: 1 },
    { file: 'joiner', metadata: [], inputs: 2 },
  ],
  'streaming-recognition/zipformer2Ctc': [{ file: 'model', metadata: words('T decode_chunk_len'), inputs: 3 }],
  'streaming-recognition/paraformer': [
    {
      file: 'encoder',
      metadata: [...PARAFORMER, ...words('encoder_output_size decoder_num_blocks decoder_kernel_size')],
    },
    { file: 'decoder', metadata: [], inputs: 4 },
  ],
  'voice-activity/sileroVad': [{ file: 'model', metadata: [], inputs: 3, named: ['input', 'sr', 'output'] }],
  'voice-activity/tenVad': [{ file: 'model', metadata: words('mean inv_stddev window') }],
  'diarization/pyannote': [
    { file: 'segmentation', metadata: SEGMENTATION },
    { file: 'embedding', metadata: EMBEDDING },
  ],
  'speaker-embedding/embedding': [{ file: 'model', metadata: EMBEDDING }],
  'denoising/gtcrn': [
    {
      file: 'model',
      metadata: words(`
        model_type sample_rate n_fft hop_length window_length window_type version conv_cache_shape tra_cache_shape
        inter_cache_shape
      `),
      inputs: 4,
    },
  ],
  'denoising/dpdfnet': [
    {
      file: 'model',
      metadata: words(`
        model_type profile sample_rate n_fft hop_length window_length window_type pad_mode freq_bins erb_bins spec_bins
        state_size erb_norm_init
      `),
    },
  ],
  'punctuation/ctTransformer': [
    { file: 'ctTransformer', metadata: words('tokens vocab_size punctuations unk_symbol'), inputs: 2 },
  ],
  'punctuation/cnnBilstm': [
    {
      file: 'cnnBilstm',
      metadata: words('COMMA PERIOD QUESTION UPPER CAP MIX_CASE'),
      inputs: 3,
      outputs: 2,
    },
  ],
};

/** What the files of a family have to say of themselves; nothing is known of families that are not here. */
export function graphRequirements(task: string, family: string): readonly GraphRequirement[] {
  return REQUIREMENTS[`${task}/${family}`] ?? [];
}
