import { execFileSync } from 'node:child_process';
import { Problem } from '../console/problem.ts';

/** The user that PostgreSQL runs as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Users that systems have for servers; `nobody` is there even where no PostgreSQL was ever installed. */
const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

/**
 * Whom to run PostgreSQL as, since it refuses to be root: null where this process is not root and may run it itself.
 * @throws Problem when there is no such user
 */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of CANDIDATES) {
    const [uid, gid] = [id('-u', name), id('-g', name)];
    if (uid !== null && gid !== null && uid > 0) return { name, uid, gid };
  }
  throw new Problem(
    'PostgreSQL does not run as root, and this machine has none of the users ' +
      `${CANDIDATES.join(', ')}. Make one (useradd postgres), run as another user, or set DATABASE_URL.`,
  );
}

function id(flag: string, name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}
