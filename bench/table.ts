/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly work: string;
  readonly ours: number;
  readonly handWritten: number;
  readonly unit: 'ms' | '/s';
  /** For ms: at most this part of the hand-written time; for /s: at least this multiple of its rate. */
  readonly bar: number;
}

/** The table as Markdown. */
export function table(rows: readonly Row[]): string {
  const head = ['| | work | Millrace | hand-written | ratio | bar | met |', '|---|---|---|---|---|---|---|'];
  const lines = rows.map(({ name, work, ours, handWritten, unit, bar }) => {
    const ratio = ours / handWritten;
    const met = unit === 'ms' ? ratio <= bar : ratio >= bar;
    const show = (value: number) => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
    const rule = unit === 'ms' ? `≤ ${bar}` : `≥ ${bar}`;
    return `| ${name} | ${work} | ${show(ours)} | ${show(handWritten)} | ${ratio.toFixed(2)} | ${rule} | ${met ? 'yes' : '**no**'} |`;
  });
  return [...head, ...lines].join('\n');
}
