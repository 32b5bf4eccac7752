/** Characters of one line of the log; the same as of a `log` node. */
const LINE = 16_384;
/** Characters of a name, message or stack of what was thrown. */
const TEXT = 4_000;

/**
 * What runs in a new context before the code: it defines `console`, seeds `Math.random` (QuickJS seeds it
 * with the time, so two calls of one millisecond would draw alike), and gives the functions that read what
 * the code leaves. They hold on to what they use, so code that changes a prototype harms only itself.
 * All that they give is JSON, which says with ASCII alone what a copied string could lose.
 *
 * Its value is a function of `write(level, json)`, which says whether it takes more, and of four seeds.
 */
export const PRELUDE = `(function (write, a, b, c, d) {
  'use strict';
  const { parse, stringify } = JSON;
  const { isFinite } = Number;
  const { getPrototypeOf } = Object;
  const { call } = Function.prototype;
  const slice = call.bind(String.prototype.slice);
  const symbolText = call.bind(Symbol.prototype.toString);
  const hasInstance = call.bind(Function.prototype[Symbol.hasInstance]);
  const HostError = Error;
  const EMPTY_AS_JSON = new Map([Promise, Map, Set, WeakMap, WeakSet].map((type) => [type.prototype, type.name]));
  const emptyAsJson = call.bind(Map.prototype.get, EMPTY_AS_JSON);

  Math.random = function random() {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };

  function shown(key, value) {
    return typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function' ? show(value) : value;
  }

  function show(value) {
    try {
      switch (typeof value) {
        case 'string': return value;
        case 'bigint': return value + 'n';
        case 'symbol': return symbolText(value);
        case 'function': return '[Function]';
        case 'object': return hasInstance(HostError, value) ? value.name + ': ' + value.message : stringify(value, shown);
        default: return '' + value;
      }
    } catch {
      return '[cannot be shown]';
    }
  }

  let open = true;
  const writer = (level) => (...values) => {
    if (!open) return;
    let text = '';
    for (let at = 0; at < values.length && text.length <= ${LINE}; at++) text += (at === 0 ? '' : ' ') + show(values[at]);
    open = write(level, stringify(text.length > ${LINE} ? slice(text, 0, ${LINE}) + '…' : text));
  };
  const info = writer('info');
  globalThis.console = { log: info, info, debug: writer('debug'), warn: writer('warn'), error: writer('error') };

  function noJson(value) {
    switch (typeof value) {
      case 'bigint': return 'a BigInt';
      case 'symbol': case 'function': return 'a ' + typeof value;
      case 'number': return isFinite(value) ? undefined : '' + value;
      case 'object': {
        const name = value === null ? undefined : emptyAsJson(getPrototypeOf(value));
        return name === undefined ? undefined : 'a ' + name;
      }
    }
  }

  function refuse(key, value) {
    const what = noJson(value);
    if (what === undefined) return value;
    throw { name: 'NoJson', message: what + (key === '' ? '' : ' at ' + stringify(slice(key, 0, 100))) };
  }

  function readText(thrown, key) {
    try {
      const value = thrown[key];
      return typeof value === 'string' ? slice(value, 0, ${TEXT}) : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    parse: (text) => parse(text),
    serialize: (value) => stringify(value, refuse) ?? 'null',
    describe(thrown) {
      const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
      const message = isObject ? readText(thrown, 'message') : undefined;
      return stringify({
        __proto__: null,
        isError: message !== undefined,
        name: (message !== undefined && readText(thrown, 'name')) || typeof thrown,
        message: message ?? slice('' + show(thrown), 0, ${TEXT}),
        stack: (isObject && readText(thrown, 'stack')) || '',
      });
    },
  };
})`;
