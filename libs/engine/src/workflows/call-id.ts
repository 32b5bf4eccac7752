/** Temporal takes ids of up to 1,000 bytes; paths may be longer, in containers that are in containers. */
const LONGEST_PATH = 800;
const KEPT_CHARACTERS = 760;

/** The id of a called activity: the same for every attempt, for the other side to know a repetition by. */
export const calledActivityId = (runId: string, path: string): string => `${runId}/${short(path)}`;

/** The id of a called workflow. */
export const calledWorkflowId = (runId: string, path: string, attempt: number): string =>
  `${runId}/${short(path)}#${attempt}`;

/** The id of the workflow that carries a call out beside the run's own. */
export const callWorkflowId = (runId: string, key: string): string => {
  const hash = key.lastIndexOf('#');
  return `call-${runId}/${short(key.slice(0, hash))}${key.slice(hash)}`;
};

function short(path: string): string {
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, KEPT_CHARACTERS)}~${digest(path)}`;
}

/** FNV-1a, 64 bits: paths that begin alike are told apart. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text)
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16);
}
