const BEAT_MS = 15_000;
const tty = process.stdout.isTTY;

/** Time since then, for people. */
export function elapsed(since: number): string {
  const seconds = (Date.now() - since) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Writes a line. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Does one step of something longer and says so: what it is when it begins, how long it has taken while it does, and
 * how it ended. `note` gives what it does right now; `tell` says how a result is shown.
 */
export async function step<T>(
  label: string,
  work: (note: (text: string) => void) => Promise<T>,
  tell: (result: T) => { good: boolean; text: string } = () => ({ good: true, text: '' }),
): Promise<T> {
  const began = Date.now();
  let doing = '';
  const line = () => `  … ${label}${doing && `: ${doing}`}`;
  const show = () =>
    process.stdout.write(tty ? `\r\x1b[K${line()} ${elapsed(began)}` : `${line()} (${elapsed(began)})\n`);
  if (tty) show();
  const beat = setInterval(show, tty ? 1_000 : BEAT_MS);
  const end = (mark: string, text = '') => {
    clearInterval(beat);
    process.stdout.write(`${tty ? '\r\x1b[K' : ''}  ${mark} ${label}  ${text && `${text}  `}${elapsed(began)}\n`);
  };
  try {
    const result = await work((text) => {
      doing = text;
      show();
    });
    const { good, text } = tell(result);
    end(good ? '✓' : '✗', text);
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}
