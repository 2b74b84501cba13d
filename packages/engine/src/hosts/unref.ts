/** A running timer, on Node and in a page. */
export type Timer = ReturnType<typeof setTimeout>;

/** Lets a process end while the timer runs. A page ends when it is left, whatever runs in it. */
export function unref(timer: Timer): Timer {
  if (typeof timer === 'object') timer.unref();
  return timer;
}
