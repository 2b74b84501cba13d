import type { Voice } from '../../contract/voices.ts';

/** Browsers that load their voices late say when; one that has none says nothing. */
const PATIENCE_MS = 1500;

/** The system's voices, once they are there. @param remote - Whether those count that a server speaks. */
export async function systemVoiceEntries(synthesis: SpeechSynthesis, remote: boolean): Promise<SpeechSynthesisVoice[]> {
  if (synthesis.getVoices().length === 0) {
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, PATIENCE_MS);
      const onChange = () => {
        clearTimeout(patience);
        resolve();
      };
      synthesis.addEventListener('voiceschanged', onChange, { once: true });
    });
  }
  return synthesis.getVoices().filter(({ localService }) => localService || remote);
}

/** The same as the contract lists voices. */
export async function listSystemVoices(synthesis: SpeechSynthesis, remote: boolean): Promise<Voice[]> {
  const entries = await systemVoiceEntries(synthesis, remote);
  return entries.map(({ voiceURI, name, lang, localService }) => ({
    id: voiceURI,
    name: localService ? name : `${name} (online)`,
    model: 'system',
    languages: [canonical(lang)],
    // No system says.
    gender: 'neutral',
    state: 'installed',
  }));
}

/** Android writes `en_US`. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? 'und';
  } catch {
    return 'und';
  }
}
