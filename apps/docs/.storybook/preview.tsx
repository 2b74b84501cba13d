import type { Preview } from '@storybook/react-vite';
import '@fontsource-variable/instrument-sans';
import '@fontsource-variable/literata';
import '@potoo/react/styles.css';
import './page.css';

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
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
  },
  initialGlobals: { theme: 'light', direction: 'ltr' },
  decorators: [
    (Story, { globals }) => {
      document.documentElement.dataset['potooTheme'] = String(globals['theme'] ?? 'light');
      document.documentElement.dir = String(globals['direction'] ?? 'ltr');
      return <Story />;
    },
  ],
};

export default preview;
