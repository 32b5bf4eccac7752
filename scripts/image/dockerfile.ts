/** One line of a stage, such as `COPY package.json ./`. */
export interface Instruction {
  word: string;
  rest: string;
}

/** A stage of a Dockerfile. */
export interface Stage {
  name: string;
  /** The stage that it goes on from; null where that is an image. */
  from: string | null;
  instructions: Instruction[];
}

/** Reads the stages of a Dockerfile, as far as ours goes: no line continuations, no heredocs. */
export function readStages(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of text.split('\n')) {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    const [, base, name] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
    if (word === 'FROM' && base !== undefined && name !== undefined) {
      stages.push({ name, from: stages.some((stage) => stage.name === base) ? base : null, instructions: [] });
    } else if (word) {
      stages.at(-1)?.instructions.push({ word, rest });
    }
  }
  return stages;
}
