import type { DataSource } from 'typeorm';
import { Sql, type Statement } from '@app/database';
import type { Json } from '@app/definition';
import type {
  InboxMessage,
  NodeCallStore,
  OutsideWrite,
  RunEvent,
  RunStore,
  StepWrite,
  StoredState,
} from '@app/engine';
import { type Call, calling, StoredRun, type WorldStore } from '@app/engine-testing';
import { sqlMillis } from '../src/store/millis.js';
import { type AStore, aStore } from './a-store.js';

/** Every statement is a call of the process that makes it. */
class CallingSql extends Sql {
  constructor(
    dataSource: DataSource,
    private readonly call: Call,
  ) {
    super(dataSource);
  }

  override query<Row extends object>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return this.call(() => super.query<Row>(statement, values));
  }

  override transaction<T>(): Promise<T> {
    throw new Error('The store of drivers has no transactions of several statements; these would have to be calls.');
  }
}

const KEPT: Statement = {
  name: 'test.run',
  text: `
select status, epoch, seq, output, error, log, state, state_seq,
  ${sqlMillis('started_at')} as "startedAt", ${sqlMillis('finished_at')} as "finishedAt",
  (select coalesce(json_agg(e order by e.seq), '[]') from (
    select seq, ${sqlMillis('at')} as at, type, path, data from run_events where run_id = r.id and seq > $2
  ) e) as events,
  (select coalesce(json_agg(s order by s.ordinal), '[]') from (
    select path, attempt, ordinal, node_id as "nodeId", type, status, input, output, error from run_steps where run_id = r.id
  ) s) as steps,
  (select coalesce(json_agg(i order by i.id), '[]') from (
    select id, kind, data, by from run_inbox where run_id = r.id and taken_at is null and kind <> 'event'
  ) i) as inbox,
  (select coalesce(json_agg(w), '[]') from (select path, attempt from run_waits where run_id = r.id) w) as waits,
  (select coalesce(json_agg(a), '[]') from (
    select path, attempt from approvals where run_id = r.id and status = 'pending'
  ) a) as approvals
from runs r where id = $1`,
};

/** What the API does with the deciding vote. */
const DECIDED: Statement = {
  name: 'test.decided',
  text: `update approvals set status = 'approved' where run_id = $1 and path = $2 and status = 'pending'`,
};

const EVERYTHING: Statement = {
  name: 'test.everything',
  text: `
select to_jsonb(r) as run,
  (select jsonb_agg(e order by e.seq) from run_events e where run_id = r.id) as events,
  (select jsonb_agg(s order by s.path, s.attempt) from run_steps s where run_id = r.id) as steps,
  (select jsonb_agg(i order by i.id) from run_inbox i where run_id = r.id) as inbox
from runs r where id = $1`,
};

interface KeptRow extends Pick<
  StoredRun,
  'status' | 'epoch' | 'output' | 'error' | 'startedAt' | 'finishedAt' | 'inbox'
> {
  readonly seq: number;
  readonly log: string;
  readonly state: StoredState | null;
  readonly state_seq: number | null;
  readonly events: readonly RunEvent[];
  readonly steps: readonly StepWrite[];
  readonly waits: readonly OpenWait[];
  readonly approvals: readonly OpenWait[];
}

/** An attempt that waits for an event, or for people. */
interface OpenWait {
  readonly path: string;
  readonly attempt: number;
}

const keyOf = ({ path, attempt }: OpenWait): string => `${path}#${attempt}`;

const TASK = {
  title: '',
  description: null,
  assignees: { users: [], roles: [] },
  quorum: 1,
  formSchema: null,
  allowSelf: true,
};
const ASKED = { type: 'approval.open', task: TASK, deadline: null } as const;

const asOne = ({ store, calls }: AStore): RunStore & NodeCallStore => ({
  take: (id) => store.take(id),
  outcome: (id) => store.outcome(id),
  write: (write) => store.write(write),
  readInbox: (id) => store.readInbox(id),
  readEvents: (id, names, after) => store.readEvents(id, names, after),
  results: (id, paths, whole) => store.results(id, paths, whole),
  begin: (id, path, attempt) => calls.begin(id, path, attempt),
  leaveResult: (id, result) => calls.leaveResult(id, result),
});

/** The same of a process that claims the run first; it must be the only one that is queued. */
function claiming(own: AStore): RunStore & NodeCallStore {
  let claim = (): Promise<unknown> => {
    claim = async () => undefined;
    return own.claims.claimQueued(1, 'a process', 0).catch(() => undefined);
  };
  return { ...asOne(own), take: (id) => claim().then(() => own.store.take(id)) };
}

/** How processes come by the run. */
export interface WorldStoreOptions {
  /** Stores that the processes of other runs have as well; a call is then one of the store, not a statement. */
  readonly shared?: readonly AStore[];
  /** Each process claims the run before it takes it over, as a dispatcher does. */
  readonly claimed?: boolean;
}

/** A run in PostgreSQL, for a simulated world; the processes that drive it have a store each, as workers do. */
export class PgWorldStore implements WorldStore {
  readonly run: StoredRun;
  readonly breaches: string[] = [];
  onCommit: (events: readonly RunEvent[]) => void = () => {};
  onOutside: (writes: readonly OutsideWrite[]) => void = () => {};
  /** Writes and takeovers wait a turn for others to go in the same group. */
  readonly turns = 3;
  private readonly sql: Sql;
  private refreshed: Promise<void> = Promise.resolve();
  private messages = 0;
  private processes = 0;
  /** Whether a node of the run has waited for anyone. */
  private waits = false;
  private open: ReadonlyMap<string, OutsideWrite> = new Map();

  constructor(
    private readonly dataSource: DataSource,
    runId: string,
    private readonly options: WorldStoreOptions = {},
  ) {
    this.run = new StoredRun(runId);
    this.sql = new Sql(dataSource);
  }

  connect(call: Call): RunStore & NodeCallStore {
    const { shared = [], claimed = false } = this.options;
    const others = shared[(this.processes += 1) % shared.length];
    if (others !== undefined) return this.telling(calling(asOne(others), call), call);
    const own = aStore(new CallingSql(this.dataSource, call));
    return this.telling(claimed ? claiming(own) : asOne(own), call);
  }

  /** Whoever is waited for hears of it with the write. */
  private telling(store: RunStore & NodeCallStore, call: Call): RunStore & NodeCallStore {
    const told = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work;
      await call(() => this.refresh());
      return result;
    };
    return {
      ...store,
      take: (id) => (this.waits ? told(store.take(id)) : store.take(id)),
      write: (write) => {
        this.waits ||= write.outside.length > 0;
        return write.outside.length > 0 ? told(store.write(write)) : store.write(write);
      },
    };
  }

  async leave({ kind, data, by }: Omit<InboxMessage, 'id'>, id = `message-${(this.messages += 1)}`): Promise<void> {
    await aStore(this.sql).inbox.send(this.run.id, { kind, data, by, dedupeKey: id });
    if (kind === 'approval.decided') await this.sql.query(DECIDED, [this.run.id, (data as OpenWait).path]);
  }

  async send(name: string, payload: Json): Promise<void> {
    const data = { name, payload, event_id: null, broadcast: false };
    await aStore(this.sql).inbox.send(this.run.id, { kind: 'event', data });
  }

  refresh(): Promise<void> {
    return (this.refreshed = this.refreshed.then(() => this.read()));
  }

  everything(): Promise<unknown> {
    return this.sql.query(EVERYTHING, [this.run.id]);
  }

  /** Tells of the waits and approvals that have opened and closed since it last did. */
  private tellOutside(waits: readonly OpenWait[], approvals: readonly OpenWait[]): void {
    const now = new Map([
      ...waits.map((wait): [string, OutsideWrite] => [keyOf(wait), { type: 'wait.open', event: '', ...wait }]),
      ...approvals.map((open): [string, OutsideWrite] => [keyOf(open), { ...open, ...ASKED }]),
    ]);
    const closed = [...this.open].flatMap(([key, { path, attempt, type }]): OutsideWrite[] => {
      if (now.has(key)) return [];
      return type === 'wait.open'
        ? [{ type: 'wait.close', path, attempt }]
        : [{ type: 'approval.close', path, attempt, status: 'cancelled' }];
    });
    const opened = [...now].flatMap(([key, write]) => (this.open.has(key) ? [] : [write]));
    this.open = now;
    this.onOutside([...closed, ...opened]);
  }

  private async read(): Promise<void> {
    const { run } = this;
    const [row] = await this.sql.query<KeptRow>(KEPT, [run.id, run.seq]);
    if (row === undefined) throw new Error(`There is no run ${run.id}`);
    const { status, epoch, output, error, startedAt, finishedAt, inbox, state, state_seq, events, steps } = row;
    Object.assign(run, { status, epoch, output, error, startedAt, finishedAt, inbox });
    run.snapshot = state === null || state_seq === null ? null : { state, seq: state_seq };
    events.forEach(({ seq }, at) => {
      if (seq !== run.seq + 1 + at) this.breaches.push(`event ${seq} stands after ${run.seq + at}`);
    });
    run.events.push(...events);
    if (row.seq !== run.seq) this.breaches.push(`the run's seq is ${row.seq}, that of its last event ${run.seq}`);
    for (const step of steps) run.steps.set(`${step.path}#${step.attempt}`, step);
    this.tellOutside(row.waits, row.approvals);
    run.log.splice(0, Infinity, ...messagesOf(row.log));
    this.onCommit(events);
  }
}

/** What its lines say; a line is a time, a level and a message. */
function messagesOf(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').slice(2).join(' '));
}
