/**
 * What is promised, unless it takes longer: a server that is there and does not answer must not
 * hold its caller for ever. What comes late is handed to `tooLate`.
 */
export async function within<T>(ms: number, promised: Promise<T>, tooLate: (late: T) => Promise<void>): Promise<T> {
  let over = false;
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    over = true;
    reject(new Error(`No answer from Temporal within ${ms} ms.`));
  }, ms);
  const late = promised.then((value) => (over ? tooLate(value) : undefined));
  // Whoever asked has been answered already, one way or the other.
  late.catch(() => undefined);
  try {
    return await Promise.race([promised, promise]);
  } finally {
    clearTimeout(timer);
  }
}
