import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import type { Json } from '@app/definition';
import { NodeError, type SlicePorts } from '@app/engine';

const SIZE: Statement = {
  name: 'slices.size',
  text: `
select coalesce(sum(octet_length(output::text)), 0)::float8 as bytes from runs
where slice_of = $1 and parent_path = $2 and status = 'success'`,
};

const OUTPUTS: Statement = {
  name: 'slices.outputs',
  text: `select output from runs where slice_of = $1 and parent_path = $2 and status = 'success' order by slice_index`,
};

/** Slices of large maps, as they are in PostgreSQL. */
@Injectable()
export class MapSlices {
  constructor(private readonly sql: Sql) {}

  /**
   * What a driver cuts maps with.
   * @param size how many items a slice has
   * @param maxBytes what the output of a node may have
   */
  ports(size: number, maxBytes: number): SlicePorts {
    return { size, outputs: (runId, path) => this.outputs(runId, path, maxBytes) };
  }

  private async outputs(runId: string, path: string, maxBytes: number): Promise<Json[]> {
    const [row] = await this.sql.query<{ bytes: number }>(SIZE, [runId, path]);
    const bytes = row?.bytes ?? 0;
    // Before it is read it is only known about; the executor measures it.
    if (bytes > 2 * maxBytes)
      throw new NodeError('OUTPUT_TOO_LARGE', `The output has some ${bytes} bytes; ${maxBytes} are allowed.`, {
        details: { bytes, max_bytes: maxBytes },
      });
    const rows = await this.sql.query<{ output: Json }>(OUTPUTS, [runId, path]);
    return rows.map(({ output }) => output);
  }
}
