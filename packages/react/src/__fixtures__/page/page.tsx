import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import '../../styles.css';
import { App } from './App.tsx';

const root = document.querySelector('#root');
const app = (
  <StrictMode>
    <App />
  </StrictMode>
);
if (root?.hasChildNodes()) {
  hydrateRoot(root, app, {
    onRecoverableError: (error) => document.body.setAttribute('data-mismatch', String(error)),
  });
} else if (root) createRoot(root).render(app);
