/** The message of an error and of what caused it, for a line of the log. */
export function errorMessage(error: unknown): string {
  const messages: string[] = [];
  for (let at = error; at instanceof Error && messages.length < 4; at = at.cause) messages.push(at.message || at.name);
  return messages.length > 0 ? messages.join(': ') : String(error);
}
