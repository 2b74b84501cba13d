import { PGlite } from '@electric-sql/pglite';
import type { HostModule } from '../../hosts/contract.ts';

/** Makes the files of an empty database, in a folder that does not exist. */
const clusterHost: HostModule = {
  async create() {
    return { methods: { makeCluster } };
  },
};

export default clusterHost;

async function makeCluster(folder: string): Promise<void> {
  const client = await PGlite.create({ dataDir: folder });
  await client.close();
}
