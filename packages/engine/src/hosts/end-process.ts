/**
 * Ends this process and what it started, from any of its threads, at once: no exit handlers and no destructors, because
 * native code is known to crash or hang in them.
 */
export function endProcess(): void {
  try {
    // A host leads its process group, except on Windows.
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}
