import { noiseBuffer } from './noise.ts';
import { renderWav, SAMPLE_RATE } from './render-wav.ts';
import { decode } from './sequence.ts';

/** Seconds until the hall's sound has fallen by 60 dB. */
const REVERBERATION = 1.1;

/** The same with hiss and the hum of a cable over it. */
export async function makeNoisy(speech: Blob): Promise<Blob> {
  const { context, source } = await playing(speech, 0);
  source.connect(context.destination);
  const hiss = new AudioBufferSourceNode(context, { buffer: noiseBuffer(context, 4), loop: true });
  const hissLevel = new GainNode(context, { gain: 0.035 });
  hiss.connect(hissLevel).connect(context.destination);
  hiss.start();
  for (const [frequency, gain] of [
    [50, 0.03],
    [150, 0.015],
  ] as const) {
    const hum = new OscillatorNode(context, { frequency });
    hum.connect(new GainNode(context, { gain })).connect(context.destination);
    hum.start();
  }
  return renderWav(context);
}

/** The same at the far end of a hall: an exponential decay of noise stands for its echoes (Moorer, 1979). */
export async function makeReverberant(speech: Blob): Promise<Blob> {
  const { context, source } = await playing(speech, REVERBERATION);
  const decay = (time: number) => 10 ** ((-3 * time) / REVERBERATION);
  const hall = new ConvolverNode(context, { buffer: noiseBuffer(context, REVERBERATION, decay) });
  source.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
  source
    .connect(hall)
    .connect(new GainNode(context, { gain: 0.9 }))
    .connect(context.destination);
  return renderWav(context);
}

/** A context with a recording that has begun to play, and room for what sounds after it. */
async function playing(speech: Blob, tail: number) {
  const buffer = await decode(speech);
  const context = new OfflineAudioContext(1, Math.ceil((buffer.duration + tail) * SAMPLE_RATE), SAMPLE_RATE);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.start();
  return { context, source };
}
