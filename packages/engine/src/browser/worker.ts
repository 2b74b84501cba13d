/** The entry of the Worker in which the voices of a page run. */
import './worker/without-eval.ts';
import { HostServer } from '../hosts/host-server.ts';
import type { FromHost, ToHost } from '../hosts/messages.ts';
import { NEURAL_HOST } from './worker/neural/neural-backends.ts';
import neuralHost from './worker/neural/neural-host.ts';
import pageHost from './worker/page-host.ts';

const server = new HostServer({
  // It is also the script of the Workers that it starts: one for each neural model.
  load: async (module) => (module === NEURAL_HOST ? neuralHost : pageHost),
  send: async (message: FromHost) => globalThis.postMessage(message),
  memory: () => 0,
});

globalThis.onmessage = ({ data }: MessageEvent<ToHost>) => server.receive(data);
