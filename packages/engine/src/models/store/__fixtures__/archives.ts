import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';

/** A tar with bzip2 of `top/`: model.onnx (`onnx` 2,500 times), tokens.txt, data/lang/en, test_wavs/0.wav. */
export const BZIP2_ARCHIVE = Buffer.from(
  `
  QlpoOTFBWSZTWadEgBEAD4LfoduQQAH/gAACUAT2j9/QAIAABAoIMAD5bA0RNRtTRiYm1BjTKMAmBohNEwCYRowAjNACKKk9PKanoTTR6gGQDP
  VMj1OHtbhp1O2MrpSTVAc6zeKO3HHGOKbAlIHswKRKQlVGATuiQ3+s/VrrTH3SXzC5Om8lBzM6EEggCa4OeogC8LHM1tggAap5pcxRyNQC9mhZ
  Bx5KfCjN8ggGQuMhyj2ZD9uMPWykNsbxWxYMVpIEAqE9CICocs9uKgCoX5kolUpbRzSvznhMD9yw5Za8k0E5a0QFQ2UUK6QV74gAhQ/xdyRThQ
  kKdEgBEA==
`,
  'base64',
);

/** A tar with gzip, of whatever entries: good ones and evil ones. */
export async function gzipArchive(entries: readonly TarEntry[]): Promise<Uint8Array> {
  return gzipSync(await packTar(entries));
}

/** An entry that is a regular file. */
export function fileEntry(name: string, body: string): TarEntry {
  return { header: { name, size: Buffer.byteLength(body), type: 'file' }, body };
}
