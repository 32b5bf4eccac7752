import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf, lookAt } from '../../../scripts/process/look.ts';
import { freePort } from '../../../scripts/process/ports.ts';
import { startPostgres } from '../../../scripts/servers/postgres.ts';
import { temporalBinary } from '../../../scripts/servers/temporal-binary.ts';
import { startTemporal } from '../../../scripts/servers/temporal.ts';
import { waitFor } from './wait-for.js';

interface Running {
  child: { pid: number; kill(signal: NodeJS.Signals): void; exited: Promise<unknown> };
  stop(): Promise<void>;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-own-'));
  // PostgreSQL runs as another user where tests run as root.
  chmodSync(folder, 0o755);
  return folder;
}

/** A server for one test alone, that may be stopped, killed, and started again with its data and at its address. */
export class OwnServer {
  private running: Running | null = null;

  private constructor(
    /** `DATABASE_URL`, or Temporal's host and port. */
    readonly address: string,
    private readonly folder: string,
    private readonly launch: () => Promise<Running>,
    private readonly forget: () => void,
  ) {}

  /** A PostgreSQL; its address is that of an empty database. */
  static async postgres(): Promise<OwnServer> {
    const folder = newFolder();
    const options = { folder: join(folder, 'postgres'), port: await freePort(), log: join(folder, 'postgres.log') };
    const launch = () => startPostgres(options);
    const first = await launch();
    return OwnServer.started(new OwnServer(first.url, folder, launch, () => undefined), first);
  }

  /** A Temporal server that keeps its data in a file; `settings` are dynamic configuration of this one alone. */
  static async temporal(settings: Readonly<Record<string, number | boolean>> = {}): Promise<OwnServer> {
    const folder = newFolder();
    const file = join(folder, 'temporal.db');
    const binary = await temporalBinary(() => undefined);
    const options = { binary, file, settings, port: await freePort(), log: join(folder, 'temporal.log') };
    const forget = () => ['', '-wal', '-shm'].forEach((end) => rmSync(`${file}${end}`, { force: true }));
    const launch = () => startTemporal(options);
    const first = await launch();
    return OwnServer.started(new OwnServer(first.address, folder, launch, forget), first);
  }

  private static started(server: OwnServer, running: Running): OwnServer {
    server.running = running;
    return server;
  }

  /** Starts it again, after `stop` or `kill`; resolves when it serves. */
  async start(): Promise<void> {
    this.running ??= await this.launch();
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = null;
    await running?.stop();
  }

  /** kill -9; resolves when it and its children are gone. */
  async kill(): Promise<void> {
    const { running } = this;
    this.running = null;
    if (!running) return;
    const children = childrenOf(running.child.pid);
    running.child.kill('SIGKILL');
    await running.child.exited;
    // PostgreSQL's backends see that it is gone a moment later, and answer until then.
    await waitFor(() => children.every((pid) => lookAt(pid) === null), { what: 'its children to end' });
  }

  /** Sends a signal, such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.running?.child.kill(signal);
  }

  /** Throws a stopped Temporal's data away. */
  loseData(): void {
    this.forget();
  }

  /** Stops it and takes its data away. */
  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
