import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@potoo/engine';
import { createMedia } from '../../packages/engine/src/audio/media.ts';
import type { Bench } from '../bench.ts';
import { paired } from '../clock.ts';
import { hasProgram } from '../peers.ts';
import { runningText } from '../sentences.ts';

/** Ten minutes of mp3 into PCM, as fast as the ffmpeg program? */
export const bench: Bench = {
  id: 'decoding',
  title: 'Decoding against ffmpeg',
  async skip() {
    return hasProgram('ffmpeg', '-version') ? undefined : 'ffmpeg is not installed';
  },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
    const media = createMedia();
    try {
      const path = join(folder, 'speech.mp3');
      await writeFile(path, await tenMinutes());
      const decode = async () => {
        let frames = 0;
        for await (const { channels } of media.decode(path, { maxSeconds: 3600 })) frames += channels[0]?.length ?? 0;
        if (frames < 590 * 44_100) throw new Error(`Only ${frames} frames were decoded.`);
      };
      const ffmpeg = () => {
        const { status } = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'f32le', '-y', '/dev/null']);
        if (status !== 0) throw new Error('ffmpeg failed.');
      };
      const { ratio, first, second } = await paired(decode, ffmpeg, 7);
      return [
        {
          what: 'ten minutes of mp3 decoded, over the ffmpeg program',
          value: ratio,
          unit: 'x',
          limit: { kind: 'at most', value: 2.5 },
          note: `44.1 kHz stereo, 128 kbit/s: ${Math.round(first)} ms against ${Math.round(second)} ms; the process warm`,
        },
      ];
    } finally {
      await media.close();
      await rm(folder, { recursive: true });
    }
  },
};

async function tenMinutes(): Promise<Uint8Array> {
  await using engine = createEngine();
  const request = {
    text: runningText(1500),
    voice: 'slt',
    format: 'wav',
    sampleRate: 44_100,
    channels: 'stereo',
  } as const;
  const { audio } = await engine.synthesize(request);
  const speed = Math.max(0.5, audio.duration / 600);
  const { audio: converted } = await engine.convertAudio({ audio: audio.bytes(), format: 'mp3', speed });
  return converted.bytes();
}
