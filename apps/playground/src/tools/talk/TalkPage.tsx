import { ConversationView } from '@potoo/react/conversation-view';
import { type ReactElement, useState } from 'react';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { bothSamples, literal, shellWord } from '../../parts/code.ts';
import { Field } from '../../parts/Field.tsx';
import { LanguageModelRemedy } from '../../parts/LanguageModelRemedy.tsx';
import { NeedsFeature } from '../../parts/NeedsFeature.tsx';
import { Page } from '../../parts/Page.tsx';
import { VoiceField } from '../../parts/VoiceField.tsx';

const CHARACTER = 'You are Potoo, a bird of the night. You answer in one or two short sentences.';

/** A spoken conversation: the microphone or the keyboard in, a voice out. */
export default function TalkPage(): ReactElement {
  const [voice, setVoice] = useState('');
  const [systemPrompt, setSystemPrompt] = useState(CHARACTER);
  const options = { systemPrompt, ...(voice !== '' && { voice }) };
  const aside = (
    <>
      <VoiceField value={voice} onChange={setVoice} />
      <Field label="Who answers" hint="It holds from the next turn on.">
        <textarea
          data-potoo="field"
          data-surface="field"
          rows={4}
          value={systemPrompt}
          onChange={(event) => setSystemPrompt(event.currentTarget.value)}
        />
      </Field>
    </>
  );
  return (
    <Page
      title="Talk"
      lede="Say something and be answered. Talk over the answer, and it stops to listen."
      aside={aside}
    >
      <NeedsFeature feature="converse" remedy={<LanguageModelRemedy />}>
        <ConversationView conversation={options} />
      </NeedsFeature>
      <CodeSample samples={talkCode(options)} />
    </Page>
  );
}

function talkCode(options: { readonly systemPrompt: string; readonly voice?: string }) {
  const { origin } = location;
  const { systemPrompt, voice } = options;
  const body = { text: 'Who are you?', system_prompt: systemPrompt, ...(voice !== undefined && { voice }) };
  return bothSamples({
    typescript: `import { potoo } from '@potoo/core';

const service = potoo({ baseUrl: '${origin}' });
const { replyText, audio } = await service.converse(${literal({ text: 'Who are you?', ...options })});
await audio.save('reply.mp3');`,
    curl: `curl ${origin}/v1/voice-chat/ -H 'content-type: application/json' \\\n  -d ${shellWord(JSON.stringify(body))}`,
  });
}
