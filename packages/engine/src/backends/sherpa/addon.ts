// The package is CommonJS, and Node does not see the names that it exports.
import addon from 'sherpa-onnx-node';

export const {
  OfflineTts,
  OfflineRecognizer,
  OnlineRecognizer,
  Vad,
  OfflineSpeakerDiarization,
  SpeakerEmbeddingExtractor,
  OfflineSpeechDenoiser,
  OfflinePunctuation,
  OnlinePunctuation,
  SpokenLanguageIdentification,
} = addon;
