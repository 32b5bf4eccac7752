import { parseArgs } from 'node:util';
import { Problem } from '../console/problem.ts';

/** How much chaos there is to be. */
export interface Options {
  /** Kills and stops under load, one upon the other. */
  readonly kills: number;
  /** After those: workers killed while everything else is well, to see how long their runs stand still. */
  readonly lone: number;
  readonly seed: number;
  /** Runs started a second, on average. */
  readonly rate: number;
}

/** Reads the command line. @throws Problem when it makes no sense */
export function readOptions(args: string[]): Options {
  const whole = (name: string, text: string, least: number): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least) throw new Problem(`--${name} must be a whole number from ${least}.`);
    return value;
  };
  try {
    const { values } = parseArgs({
      args,
      options: {
        kills: { type: 'string', default: '200' },
        lone: { type: 'string', default: '5' },
        seed: { type: 'string', default: '1' },
        rate: { type: 'string', default: '3' },
      },
    });
    return {
      kills: whole('kills', values.kills, 0),
      lone: whole('lone', values.lone, 0),
      seed: whole('seed', values.seed, 0),
      rate: whole('rate', values.rate, 1),
    };
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(error instanceof Error ? error.message : String(error));
  }
}
