/** What is known of the permission. `unknown`: the browser does not tell before it is asked. */
export type MicrophonePermission = 'unknown' | 'prompt' | 'granted' | 'denied';

/** Tells the permission, and each change of it, where the browser does. */
export function watchPermission(tell: (permission: MicrophonePermission) => void, signal: AbortSignal): void {
  const name = 'microphone' as PermissionName;
  const query = navigator.permissions?.query?.({ name });
  query?.then(
    (status) => {
      if (signal.aborted) return;
      tell(status.state);
      status.addEventListener('change', () => tell(status.state), { signal });
    },
    // Firefox of old does not know the name: the answer to the question itself will tell.
    () => {},
  );
}
