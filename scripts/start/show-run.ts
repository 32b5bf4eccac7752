import { say } from '../console/progress.ts';
import { call, type LoadedSample } from './samples.ts';

interface Step {
  path: string;
  type: string;
  status: string;
  output: unknown;
  started_at: string | null;
  finished_at: string | null;
}

interface Run {
  id: string;
  status: string;
  output: unknown;
  error: unknown;
  temporal_workflow_id: string | null;
  created_at: string;
  finished_at: string | null;
  steps: Step[];
}

/** Runs a sample, waits for its end, and shows its steps and output as the API gives them. */
export async function runAndShow(api: string, sample: LoadedSample): Promise<Run> {
  const started = await call<Run>('POST', `${api}/api/v1/flows/${sample.id}/run?wait=30s`, { input: sample.input });
  const run = await call<Run>('GET', `${api}/api/v1/runs/${started.id}`);
  say(
    `\nA run of "${sample.flow.name}" (${run.id}): ${run.status} after ${milliseconds(run.created_at, run.finished_at)}\n`,
  );
  table([
    ['step', 'type', 'status', 'took', 'output'],
    ...run.steps.map((step) => [
      step.path,
      step.type,
      step.status,
      milliseconds(step.started_at, step.finished_at),
      brief(step.output),
    ]),
  ]);
  say(`\n  output  ${JSON.stringify(run.output)}`);
  if (run.error) say(`  error   ${JSON.stringify(run.error)}`);
  return run;
}

function table(rows: string[][]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    say(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}`,
    );
}

function milliseconds(from: string | null, to: string | null): string {
  return from && to ? `${new Date(to).getTime() - new Date(from).getTime()} ms` : '';
}

function brief(value: unknown): string {
  const text = value === null || value === undefined ? '' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
