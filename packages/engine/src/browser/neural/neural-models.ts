/** Kinds of models that have code of their own here. */
export type NeuralFamily = 'kokoro' | 'whisper' | 'moonshine' | 'silero';

/** The neural models that work in a page: their family, and where their conversion for the web lies on the hub. */
export const NEURAL_MODELS = {
  kokoro: ['kokoro', 'onnx-community/Kokoro-82M-v1.0-ONNX'],
  'whisper-tiny': ['whisper', 'onnx-community/whisper-tiny'],
  'whisper-base': ['whisper', 'onnx-community/whisper-base'],
  'whisper-small': ['whisper', 'onnx-community/whisper-small'],
  'whisper-turbo': ['whisper', 'onnx-community/whisper-large-v3-turbo'],
  'whisper-tiny.en': ['whisper', 'onnx-community/whisper-tiny.en'],
  'whisper-base.en': ['whisper', 'onnx-community/whisper-base.en'],
  'whisper-small.en': ['whisper', 'onnx-community/whisper-small.en'],
  'moonshine-tiny': ['moonshine', 'onnx-community/moonshine-tiny-ONNX'],
  'moonshine-base': ['moonshine', 'onnx-community/moonshine-base-ONNX'],
  'silero-vad': ['silero', 'onnx-community/silero-vad'],
} as const satisfies Readonly<Record<string, readonly [NeuralFamily, string]>>;

/** Id of a neural model for pages. */
export type NeuralModelId = keyof typeof NEURAL_MODELS;
