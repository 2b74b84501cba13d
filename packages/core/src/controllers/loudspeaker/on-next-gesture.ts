/** What browsers take for a sign that a person wants sound. A touch counts when it ends, not when it begins. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'] as const;

/** Calls back at the next click, touch or key on the page, once. Returns what forgets it. */
export function onNextGesture(callback: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const stop = () => {
    for (const gesture of GESTURES) document.removeEventListener(gesture, act, true);
  };
  const act = () => {
    // Before the browser counts it as a gesture, as at the start of a touch, asking would be in vain.
    if (navigator.userActivation?.hasBeenActive === false) return;
    stop();
    callback();
  };
  for (const gesture of GESTURES) document.addEventListener(gesture, act, true);
  return stop;
}
