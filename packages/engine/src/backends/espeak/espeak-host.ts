import type { HostModule } from '../../hosts/contract.ts';
import { espeakWorker } from './espeak-worker.ts';
import { loadEspeak } from './load-espeak.ts';

const host: HostModule = { create: async () => espeakWorker(await loadEspeak()) };

export default host;
