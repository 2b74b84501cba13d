/** The entry of the Worker in which the voices of a page run. */
import './worker/without-eval.ts';
import { HostServer } from '../hosts/host-server.ts';
import type { FromHost, ToHost } from '../hosts/messages.ts';
import host from './worker/page-host.ts';

const server = new HostServer({
  load: async () => host,
  send: async (message: FromHost) => globalThis.postMessage(message),
  memory: () => 0,
});

globalThis.onmessage = ({ data }: MessageEvent<ToHost>) => server.receive(data);
