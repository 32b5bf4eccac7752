import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import { EpochLostError, UnstorableError, type RunWrite } from '@app/engine';
import { AppError } from '@app/errors';
import { Columns } from './columns.js';
import { prepareWrite, stepValues, type PreparedWrite } from './prepared-write.js';
import { isRefusal } from './refusal.js';
import { WIDTHS, type WriteExtent, writeStatement } from './write-statement.js';

/** What became of a write: the children that it has asked to stop, or why it did not count. */
type Result = readonly string[] | Error;

/**
 * The one writer of this process: what all its runs have to write goes out in groups, one
 * statement and so one transaction each. A group that PostgreSQL refuses is written run by run,
 * so that a bad value fails its own step only. When the connection breaks, nobody knows what
 * became of the group: every write of it fails, and none is made again here.
 */
@Injectable()
export class RunWriter {
  private readonly groups = new GroupCommit<PreparedWrite, readonly string[]>({
    commit: (writes) => this.commit(writes),
    maxItems: 200,
    maxWeight: 4 * 1024 * 1024,
    maxInFlight: 2,
    key: ({ write }) => write.runId,
    weight: ({ weight }) => weight,
  });

  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  /**
   * @returns the children that it has asked to stop
   * @throws EpochLostError, UnstorableError, AppError DATABASE_UNAVAILABLE, ENCRYPTION_KEY_MISSING
   */
  async write(write: RunWrite): Promise<readonly string[]> {
    return this.groups.submit(prepareWrite(write, this.vault));
  }

  private async commit(writes: readonly PreparedWrite[]): Promise<readonly Result[]> {
    try {
      return await this.writeAll(writes);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only] = writes;
      if (writes.length === 1 && only !== undefined) return [await this.blame(only, error as Error)];
      const results: Result[] = [];
      for (const write of writes) results.push(...(await this.commit([write])));
      return results;
    }
  }

  private async writeAll(writes: readonly PreparedWrite[]): Promise<readonly Result[]> {
    const extent = {
      run: writes.some(({ run }) => run !== null),
      taken: writes.some(({ taken }) => taken.length > 0),
      outside: writes.some(({ outside }) => outside.length > 0),
    };
    const rows = await this.sql.query<{ ord: number; stopped?: readonly string[] | null }>(
      writeStatement(extent),
      parameters(writes, extent),
    );
    const counted = new Map(rows.map(({ ord, stopped = [] }) => [ord, stopped]));
    return writes.map(({ write }, ord) => {
      const stopped = counted.get(ord);
      return stopped === null ? overtaken(write) : (stopped ?? lost(write));
    });
  }

  /** Which of a run's steps PostgreSQL refuses; where none is, what it said. */
  private async blame({ write }: PreparedWrite, refusal: Error): Promise<Error> {
    for (const step of write.steps) {
      try {
        await this.sql.query(
          { text: 'select $1::json, $2::json, $3::jsonb' },
          stepValues(write.runId, step, this.vault),
        );
      } catch (error) {
        if (!isRefusal(error)) return error as Error;
        return new UnstorableError(
          step.path,
          step.attempt,
          `A value of the step cannot be stored: ${(error as Error).message}`,
        );
      }
    }
    return refusal;
  }
}

/** The lists of a statement's parameters, in the order in which it takes them. */
function parameters(writes: readonly PreparedWrite[], extent: WriteExtent): string[] {
  const keys = new Columns(WIDTHS.key);
  const runs = extent.run ? new Columns(WIDTHS.run) : null;
  const outside = extent.outside ? new Columns(WIDTHS.outside) : null;
  const events = new Columns(WIDTHS.event);
  const steps = new Columns(WIDTHS.step);
  const taken = extent.taken ? new Columns(WIDTHS.taken) : null;
  writes.forEach(({ write: { runId, epoch, events: written }, ...rows }, ord) => {
    keys.add([ord, runId, epoch, written.at(-1)?.seq]);
    runs?.add(rows.run ?? []);
    for (const row of rows.outside) outside?.add(row);
    for (const row of rows.events) events.add(row);
    for (const row of rows.steps) steps.add(row);
    for (const row of rows.taken) taken?.add(row);
  });
  return [keys, runs, outside, events, steps, taken].flatMap((columns) => columns?.values ?? []);
}

/** For the driver it is as if the store had been away: it reads the run again, and so the decision first. */
function overtaken({ runId }: RunWrite): AppError {
  return new AppError('DATABASE_UNAVAILABLE', `Run ${runId} has a task that was decided while its time ran out.`);
}

function lost({ runId, epoch }: RunWrite): EpochLostError {
  return new EpochLostError(`Run ${runId} has ended or is not in epoch ${epoch} any more.`);
}
