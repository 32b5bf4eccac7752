/**
 * Rows turned into columns, as `unnest` takes them: one array a column, so that the statement's
 * text is the same for any number of rows.
 */
export class Columns {
  private readonly columns: unknown[][];

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => []);
  }

  /** Adds a row; it has as many values as there are columns. */
  add(row: readonly unknown[]): void {
    this.columns.forEach((column, index) => column.push(row[index] ?? null));
  }

  /** Whether no row was added. */
  get empty(): boolean {
    return this.columns[0]?.length === 0;
  }

  /** The arrays, as parameters. */
  get values(): readonly unknown[][] {
    return this.columns;
  }
}
