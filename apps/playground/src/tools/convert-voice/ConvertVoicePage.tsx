import { type ReactElement, useState } from 'react';
import { AudioTool } from '../../parts/AudioTool.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { VoiceField } from '../../parts/VoiceField.tsx';
import { useServer } from '../../server/ServerContext.ts';

/** Says a recording again in another voice. */
export default function ConvertVoicePage(): ReactElement {
  const { service } = useServer();
  const [targetVoice, setTargetVoice] = useState('');
  return (
    <Page
      title="Change the voice"
      lede="The same words at the same moments, from somebody else’s throat."
      aside={<VoiceField label="Into the voice" none="Choose a voice" value={targetVoice} onChange={setTargetVoice} />}
    >
      <AudioTool
        samples={['speech']}
        action={targetVoice === '' ? 'Choose a voice first' : 'Change the voice'}
        doing="Changing the voice…"
        ready={targetVoice !== ''}
        work={(signal, { blob, name }) =>
          service.convertVoice({ audio: blob, fileName: name, targetVoice, format: 'wav' }, { signal })
        }
        fileName={(name) => `${name}-${targetVoice.split('/').at(-1)}`}
      />
      <CodeSample samples={fileSamples('convertVoice', '/v1/voice-convert/', { targetVoice })} />
    </Page>
  );
}
