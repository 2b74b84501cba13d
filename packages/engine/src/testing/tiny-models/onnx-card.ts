import { megabytes } from '../../models/catalog/card-defaults.ts';

/** What the cards of made-up models of the `onnx` backend have in common. */
export function onnxCard(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  files: string[],
  sampleRate = 16_000,
) {
  return {
    id,
    name: id,
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'onnx' as const,
    variants: [
      {
        id: `${id}-1`,
        bytes: megabytes(2),
        memoryBytes: megabytes(500),
        speed: 'fast' as const,
        sampleRate,
        sources: [{ kind: 'hub' as const, repository: `test/${id}`, revision: null, files }],
        settings,
      },
    ],
  };
}
