/** How long a browser may take to let a context run before it counts as blocked. */
const RESUME_LIMIT_MS = 400;

/** Lets a context run, and tells whether it does: a browser may want a click or a key first. Never rejects. */
export function contextRuns(context: AudioContext, limitMs = RESUME_LIMIT_MS): Promise<boolean> {
  if (context.state === 'running') return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (runs: boolean) => {
      clearTimeout(timer);
      context.removeEventListener('statechange', check);
      resolve(runs);
    };
    const check = () => {
      if (context.state === 'running') settle(true);
    };
    const timer = setTimeout(() => settle(context.state === 'running'), limitMs);
    context.addEventListener('statechange', check);
    // The promise of a blocked `resume` stays open until a gesture; one of a closed context rejects.
    context.resume().then(check, () => settle(false));
  });
}
