// The meter: put at the head of the generated file. Work is counted, not time, so that every machine decides alike.
const meter = {
  left: Infinity,
  depth: 0,
  maxDepth: Infinity,
  maxText: Infinity,
  maxList: Infinity,
  /* new LinearRegex(RegExp), with lastIndex and exec */
  Regex: RegExp,
};
const LAMBDA = Symbol('lambda');
const NATIVE = Symbol('native');
/* takes n units of work */
function spend(n) {
  if ((meter.left -= n) < 0) {
    throw { code: 'M1001', message: 'The expression takes more work than it may' };
  }
}
/* a string of n characters is about to be built */
function text(n) {
  if (!(n <= meter.maxText)) {
    throw { code: 'M1002', value: n, message: 'The expression makes a string that is longer than it may be' };
  }
  spend(n / 32);
}
/* n items are about to be put into a list */
function list(n) {
  if (!(n <= meter.maxList)) {
    throw { code: 'D2015', value: meter.maxList };
  }
  spend(n / 16);
}
function sized(value) {
  if (typeof value === 'string' && value.length > meter.maxText) {
    text(value.length);
  }
  return value;
}
/* the work of a native function that reads its arguments once */
function charge(args) {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (typeof arg === 'string') {
      spend(arg.length / 64);
    } else if (Array.isArray(arg)) {
      spend(arg.length / 16);
    }
  }
  return args;
}
/* comparing two values with one operator */
function compared(a, b) {
  if (typeof a === 'string' && typeof b === 'string') {
    spend(Math.min(a.length, b.length) / 256);
  }
}
function createSequence() {
  const sequence = [];
  sequence.sequence = true;
  if (arguments.length === 1) {
    sequence.push(arguments[0]);
  }
  return sequence;
}
function owned(value, found) {
  if (typeof value === 'object' && value !== null && !found.has(value)) {
    found.add(value);
    Object.values(value).forEach((item) => owned(item, found));
  }
  return found;
}
function assignKey(object, key, value) {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
function cloneTree(value) {
  spend(1);
  if (typeof value !== 'object' || value === null || value instanceof RegExp) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(cloneTree);
  }
  const copy = {};
  for (const key of Object.keys(value)) {
    copy[key] = cloneTree(value[key]);
  }
  return copy;
}
