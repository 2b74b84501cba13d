import { StrictMode, useEffect } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import '../../styles.css';
import { App } from './App.tsx';

/** Tells the test that the page is alive. */
function Ready() {
  useEffect(() => document.body.setAttribute('data-ready', ''), []);
  return null;
}

const root = document.querySelector('#root');
const app = (
  <StrictMode>
    <App />
    <Ready />
  </StrictMode>
);
if (root?.hasChildNodes()) {
  hydrateRoot(root, app, {
    onRecoverableError: (error) => document.body.setAttribute('data-mismatch', String(error)),
  });
} else if (root) createRoot(root).render(app);
