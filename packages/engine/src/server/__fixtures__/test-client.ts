import type { RunningServer } from '../listen.ts';

/** Requests to a server that is under test. */
export class TestClient {
  readonly #server: RunningServer;

  constructor(server: RunningServer) {
    this.#server = server;
  }

  /** Sends a request to a path. */
  send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#server.url}${path}`, init);
  }

  /** Posts JSON to be spoken; a string goes as it is. */
  speak(body: unknown, init: RequestInit = {}, path = '/v1/tts/'): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text, ...init });
  }

  /** Posts a form with a file of so many bytes; of a negative number, without one. */
  upload(path: string, fields: Record<string, string>, bytes = 100, name = 'file'): Promise<Response> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    if (bytes >= 0) form.set(name, new Blob([new Uint8Array(bytes)]), 'a.wav');
    return this.send(path, { method: 'POST', body: form });
  }
}
