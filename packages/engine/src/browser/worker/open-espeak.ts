import { EspeakProgram } from '../../backends/espeak/espeak-program.ts';
import { ESPEAK_DATA, ESPEAK_JS } from '../assets.ts';
import type { AssetShelf } from './asset-shelf.ts';

/** Fetches the eSpeak NG program and starts it. */
export async function openEspeak(assets: AssetShelf): Promise<EspeakProgram> {
  // Checked before it runs. It is run from its address: a policy without `blob:` allows nothing else.
  const [data] = await Promise.all([assets.load(ESPEAK_DATA), assets.load(ESPEAK_JS)]);
  const { default: load } = await import(/* @vite-ignore */ /* webpackIgnore: true */ assets.addressOf(ESPEAK_JS));
  return EspeakProgram.start(load, { getPreloadedPackage: () => data.buffer });
}
