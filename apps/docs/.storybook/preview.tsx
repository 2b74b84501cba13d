import { en, type Messages, MessagesProvider, nl } from '@potoo/react/messages';
import type { Preview } from '@storybook/react-vite';
import '@fontsource-variable/instrument-sans';
import '@fontsource-variable/literata';
import '@potoo/react/styles.css';
import { installMicrophone, MICROPHONES } from '../src/devices/installMicrophone.ts';
import './page.css';

const LANGUAGES: Readonly<Record<string, Messages>> = { en, nl };

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    // The size of targets is an error as well; axe leaves that rule out unless it is asked for.
    a11y: { test: 'error', config: { rules: [{ id: 'target-size', enabled: true }] } },
    controls: { expanded: true, sort: 'requiredFirst' },
    layout: 'padded',
    options: { storySort: { order: ['Start here', 'Guides', 'Components'] } },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    locale: {
      description: 'Language of the components',
      toolbar: { title: 'Language', icon: 'globe', items: Object.keys(LANGUAGES), dynamicTitle: true },
    },
    density: {
      description: 'How close together things stand',
      toolbar: { title: 'Density', icon: 'component', items: ['comfortable', 'compact'], dynamicTitle: true },
    },
    motion: {
      description: 'Whether anything moves by itself',
      toolbar: { title: 'Motion', icon: 'play', items: ['system', 'reduced'], dynamicTitle: true },
    },
    voice: {
      description: 'What speaks in the stories: recordings, or the engine in this page',
      toolbar: { title: 'Voice', icon: 'speaker', items: ['recorded', 'live'], dynamicTitle: true },
    },
    microphone: {
      description: 'The microphone of the page, or what is wrong with it',
      toolbar: { title: 'Microphone', icon: 'microphone', items: [...MICROPHONES], dynamicTitle: true },
    },
  },
  initialGlobals: {
    ...{ theme: 'light', direction: 'ltr', locale: 'en' },
    ...{ density: 'comfortable', motion: 'system', voice: 'recorded', microphone: 'system' },
  },
  beforeEach: ({ parameters, globals }) =>
    installMicrophone(parameters['microphone'] ?? globals['microphone'] ?? 'system'),
  decorators: [
    (Story, { globals }) => {
      document.documentElement.dataset['potooTheme'] = String(globals['theme'] ?? 'light');
      document.documentElement.dataset['density'] = String(globals['density'] ?? 'comfortable');
      document.documentElement.dataset['motion'] = String(globals['motion'] ?? 'system');
      document.documentElement.dir = String(globals['direction'] ?? 'ltr');
      return (
        <MessagesProvider messages={LANGUAGES[String(globals['locale'])] ?? en}>
          <Story />
        </MessagesProvider>
      );
    },
  ],
};

export default preview;
