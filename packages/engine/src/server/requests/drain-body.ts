/**
 * Reads on and forgets what is left of a body that was refused. Most clients look at the answer only after they have sent
 * everything, and a connection is fit for another request only then. It ends with the connection at the latest, which the
 * adapter closes half a second after the answer.
 */
export async function drainBody(request: Request): Promise<void> {
  if (!request.body || request.body.locked) return;
  const reader = request.body.getReader();
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has gone, or was cut off: nothing is left to read.
  }
}
