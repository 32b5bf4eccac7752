import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Problem } from '../console/problem.ts';
import { spawnGuarded, type GuardedChild } from '../process/guarded-child.ts';
import { freePort } from '../process/ports.ts';
import { waitUntil } from '../process/wait-until.ts';
import { postgresAccount, type Account } from './postgres-account.ts';
import { homeIn, temporaryHome, type Home } from './postgres-home.ts';
import { clearLeftover } from './postgres-leftover.ts';

const USER = 'millrace';
const START_WITHIN_MS = 60_000;

/** Durable, as PostgreSQL is by default. */
const KEPT = { max_connections: '200', shared_buffers: '128MB', log_min_messages: 'warning' };

/** Nothing of a test's database needs to outlive a crash of the machine. */
const THROWN_AWAY = {
  ...KEPT,
  max_connections: '300',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
};

/** An embedded PostgreSQL that runs. */
export interface PostgresServer {
  readonly port: number;
  /** Of the database `millrace`. */
  readonly url: string;
  readonly child: GuardedChild;
  /** Stops it in order; a temporary one takes its data with it. */
  stop(): Promise<void>;
}

/** What kind of PostgreSQL is wanted. */
export interface PostgresOptions {
  /** Keeps its data here; without it the data is thrown away at the end. */
  folder?: string;
  /** Taken if it is free. Tests leave it out. */
  port?: number;
  /** File for what it logs. */
  log: string;
}

/** Starts PostgreSQL, on the data of the last start where there is any. @throws Problem with what to do */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = postgresAccount();
  if (options.folder !== undefined) return serve(await homeIn(options.folder, account), account, options, KEPT);
  const home = await temporaryHome(account);
  try {
    const server = await serve(home, account, options, THROWN_AWAY);
    return { ...server, stop: () => server.stop().finally(() => home.dispose()) };
  } catch (error) {
    home.dispose();
    throw error;
  }
}

async function serve(home: Home, account: Account | null, options: PostgresOptions, settings: Record<string, string>) {
  const data = join(home.folder, 'data');
  const password = await initialise(home, data, account, options.folder !== undefined);
  await clearLeftover(data);
  const port = await freePort(options.port);
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, 'w');
  const fixed = { ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' };
  const child = spawnGuarded({
    command: home.binaries.postgres,
    args: [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(fixed).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: home.folder,
    output: log,
    // A fast shutdown: it does not wait for clients.
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    user: account ?? undefined,
  });
  closeSync(log);
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/millrace`;
  try {
    await ready(child, url, options.log);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { port, url, child, stop: () => child.stop() };
}

/** Makes the data folder where there is none. @returns the password */
async function initialise(home: Home, data: string, account: Account | null, kept: boolean): Promise<string> {
  const passwordFile = join(home.folder, 'password');
  if (existsSync(join(data, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim();
  const password = randomBytes(12).toString('hex');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 });
  // Made beside and moved into place: a start that was broken off leaves nothing that looks whole.
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const args = ['-D', unfinished, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    const { uid, gid } = account ?? {};
    const user = uid === undefined ? {} : { uid, gid };
    await promisify(execFile)(home.binaries.initdb, [...args, ...locale, ...(kept ? [] : ['--no-sync'])], {
      cwd: home.folder,
      ...user,
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? '';
    throw new Problem(`PostgreSQL's initdb failed in ${home.folder}:\n${said || String(error)}`);
  }
  chmodSync(passwordFile, 0o600);
  renameSync(unfinished, data);
  return password;
}

/** Waits until it serves, and makes the database. */
async function ready(child: GuardedChild, url: string, log: string): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  const admin = url.replace(/\/millrace$/, '/postgres');
  await waitUntil(START_WITHIN_MS, async () => {
    if (ended) return true;
    return makeDatabase(admin);
  }).catch(() => (ended = true));
  if (ended) throw new Problem(`PostgreSQL does not start. Its log, ${log}, ends with:\n${tail(log)}`);
}

async function makeDatabase(admin: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'millrace'`);
    if (rowCount === 0) await client.query('create database millrace');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const tail = (file: string) => readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
