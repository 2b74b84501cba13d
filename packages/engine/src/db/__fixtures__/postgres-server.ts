import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** A PostgreSQL server of a test's own, on a Unix socket in a temporary folder. */
export interface PostgresServer {
  /** Address of its empty database. */
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  restart(): Promise<void>;
  /** Ends it and removes the folder. */
  close(): Promise<void>;
}

const BIN = globSync('/usr/lib/postgresql/*/bin').sort().at(-1) ?? '/usr/local/bin';

/** Why there is no PostgreSQL to test with, or undefined if there is. */
export const postgresMissing: string | undefined = existsSync(path.join(BIN, 'initdb'))
  ? undefined
  : 'PostgreSQL is not installed: apt-get install postgresql';

/** PostgreSQL refuses to run as root. Users are looked up rather than made: `nobody` is everywhere. */
const AS_USER = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};

/** Makes and starts a server. It answers when this resolves. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'potoo-pg-'));
  chmodSync(folder, 0o777);
  const data = path.join(folder, 'data');
  const initdb = ['-D', data, '-U', 'potoo', '-A', 'trust', '--no-sync', '--no-instructions', '--encoding=UTF8'];
  execFileSync(path.join(BIN, 'initdb'), initdb, { ...AS_USER, cwd: folder, stdio: 'ignore' });
  let server = await start(folder, data);
  return {
    url: `postgres://potoo@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async kill() {
      await end(server, 'SIGQUIT');
    },
    async restart() {
      server = await start(folder, data);
    },
    async close() {
      await end(server, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(folder: string, data: string): Promise<ReturnType<typeof spawn>> {
  const settings = ['listen_addresses=', 'max_connections=200', `unix_socket_directories=${folder}`];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(path.join(BIN, 'postgres'), args, { ...AS_USER, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk) => {
      told += chunk;
      if (told.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${told}`)));
  });
  return server;
}

async function end(server: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, 'exit');
}

function idOf(flag: '-u' | '-g'): number {
  const user = existsSync('/var/lib/postgresql') ? 'postgres' : 'nobody';
  return Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
}
