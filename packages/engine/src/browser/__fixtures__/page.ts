import { type BrowserEngine, type BrowserEngineOptions, createBrowserEngine } from '../index.ts';

/** What tests reach from outside of the page. */
declare global {
  var createBrowserEngine: (options?: BrowserEngineOptions) => BrowserEngine;
  var voice: BrowserEngine;
  var violations: string[];
  /** How an error shows itself to a program. */
  var told: (error: unknown) => unknown;
}

globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

globalThis.createBrowserEngine = createBrowserEngine;
globalThis.voice = createBrowserEngine();
globalThis.told = (error) =>
  error instanceof Error
    ? { name: error.name, ...('toJSON' in error && typeof error.toJSON === 'function' ? error.toJSON() : {}) }
    : error;
