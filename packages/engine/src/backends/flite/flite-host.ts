import type { HostModule } from '../../hosts/contract.ts';
import { fliteWorker } from './flite-worker.ts';
import { loadFlite } from './load-flite.ts';

const host: HostModule = { create: async () => fliteWorker(await loadFlite()) };

export default host;
