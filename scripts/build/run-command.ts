import { spawnGuarded } from '../process/guarded-child.ts';

/** How a command ended, and all that it said. */
export interface CommandResult {
  code: number;
  output: string;
}

/** Runs a command of the project's dependencies to its end, quietly. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; onOutput?: (text: string) => void },
): Promise<CommandResult> {
  const child = spawnGuarded({
    command,
    args,
    cwd: options.cwd,
    output: 'pipe',
    graceMs: 2_000,
    ...(options.env && { env: options.env }),
  });
  let output = '';
  for (const stream of [child.process.stdout, child.process.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      options.onOutput?.(text);
    });
  }
  const closed = new Promise<void>((resolve) => child.process.once('close', () => resolve()));
  const { code, signal } = await child.exited;
  await closed;
  return { code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output };
}
