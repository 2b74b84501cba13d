import { VoiceCloner } from '@potoo/react/voice-cloner';
import { type ReactElement, useState } from 'react';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { bothSamples } from '../../parts/code.ts';
import { NeedsFeature } from '../../parts/NeedsFeature.tsx';
import { Page } from '../../parts/Page.tsx';
import { OwnVoices } from './OwnVoices.tsx';

/** Makes a voice of a recording, with its owner's consent, and keeps it. */
export default function ClonePage(): ReactElement {
  const [made, setMade] = useState(0);
  return (
    <Page title="Clone a voice" lede="Half a minute of somebody who agrees becomes a voice that says anything.">
      <NeedsFeature feature="cloneVoice" remedy={<p>This server keeps no voices.</p>}>
        <VoiceCloner cloning={{ onVoice: () => setMade((count) => count + 1) }} />
        <OwnVoices changes={made} />
      </NeedsFeature>
      <CodeSample samples={cloneCode()} />
    </Page>
  );
}

function cloneCode() {
  const { origin } = location;
  return bothSamples({
    typescript: `import { potoo } from '@potoo/core';

const service = potoo({ baseUrl: '${origin}' });
const voice = await service.cloneVoice({
  reference: { path: 'me.wav' },
  name: 'Me',
  consent: { speaker: 'Ada Finch', statement: 'I agree that my voice is cloned.' },
});
const { audio } = await service.synthesize({ text: 'It is really me.', voice: voice.id });`,
    curl: `curl ${origin}/v1/voices/ -F reference_audio=@me.wav -F name=Me \\
  -F consent_speaker='Ada Finch' -F consent_statement='I agree that my voice is cloned.'`,
  });
}
