import type { Controller } from '../controller.ts';

/** Waits until a controller's state is as wanted; the test's own timeout ends it otherwise. */
export function until<State extends object>(
  controller: Pick<Controller<State, object>, 'subscribe' | 'getSnapshot'>,
  isWanted: (state: State) => boolean,
): Promise<State> {
  return new Promise((resolve) => {
    let stop: () => void = () => {};
    const check = () => {
      const state = controller.getSnapshot();
      if (!isWanted(state)) return;
      stop();
      resolve(state);
    };
    stop = controller.subscribe(check);
    check();
  });
}
