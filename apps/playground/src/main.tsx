import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/reset.css';
import '@potoo/react/styles.css';
import './styles/index.css';
import { App } from './app/App.tsx';
import { applyTheme, storedTheme } from './app/theme.ts';

applyTheme(storedTheme());

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
