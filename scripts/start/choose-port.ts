import { Problem } from '../console/problem.ts';
import { say } from '../console/progress.ts';
import { isFree } from '../process/ports.ts';

/** A port that a person may choose. */
export interface PortChoice {
  /** What listens there, for messages. */
  what: string;
  /** The variable that sets it. */
  variable: string;
  usual: number;
}

/**
 * The port to listen on. One that was set must be free; where none was, the usual one, or the next free one in steps
 * of a hundred, so that clones run side by side.
 * @throws Problem when the port that was set is taken
 */
export async function choosePort({ what, variable, usual }: PortChoice, env: NodeJS.ProcessEnv): Promise<number> {
  const set = env[variable];
  if (set !== undefined) {
    const port = Number(set);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Problem(`${variable} must be a port from 1 to 65535.`);
    }
    if (await isFree(port)) return port;
    throw new Problem(
      `Port ${port}, which ${variable} gives to ${what}, is taken by another program.\n` +
        `Stop that program, or set ${variable} to a free port, in the environment or in .env.`,
    );
  }
  for (let port = usual; port <= 65_535; port += 100) {
    if (!(await isFree(port))) continue;
    if (port !== usual) say(`  ! Port ${usual} is taken: ${what} is at ${port}. Set ${variable} to choose another.`);
    return port;
  }
  throw new Problem(`No port is free for ${what}. Set ${variable} to one that is.`);
}
