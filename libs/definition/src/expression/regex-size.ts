/** How large the program of a regular expression may become: its atoms, multiplied by their counted repetitions. Never too small. */
export function regexSize(source: string): number {
  const open: number[] = [];
  let sum = 0;
  let last = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') {
      at++;
      sum += last = 1;
    } else if (char === '[') {
      at = endOfClass(source, at);
      sum += last = 2;
    } else if (char === '(') {
      open.push(sum);
      sum = 0;
    } else if (char === ')') {
      last = sum + 2;
      sum = (open.pop() ?? 0) + last;
    } else if (char === '{') {
      const counts = /^\{(\d+)(?:,(\d*))?\}/.exec(source.slice(at, at + 24));
      if (counts === null) continue;
      const times = Math.max(Number(counts[1]), Number(counts[2] ?? 0), 1);
      sum += last * (times - 1);
      last *= times;
    } else sum += last = 1;
  }
  return open.reduce((total, part) => total + part, sum);
}

/** The position of the bracket that closes a character class. */
function endOfClass(source: string, from: number): number {
  let at = from + 1;
  if (source[at] === '^') at++;
  if (source[at] === ']') at++;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}
