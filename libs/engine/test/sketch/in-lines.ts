import type { ContainerSketch, Ending, FlowSketch, NodeSketch } from './sketch.js';

function inWords(ending: Ending): string {
  if (ending.end === 'success') return ending.handles === null ? 'ok' : `ok(${ending.handles.join()})`;
  return ending.end === 'lost' ? 'lost' : `${ending.code}${ending.retryable ? '' : '!'}`;
}

const scriptInWords = (script: readonly Ending[]): string => script.map(inWords).join(' ');

function containerInWords({ kind, counts, concurrency, onItemError, race, pauseMs, breaks }: ContainerSketch): string {
  const words = {
    map: `map of ${counts.join('|')} by ${concurrency}, ${onItemError}`,
    loop: `loop of ${counts.join('|')}${pauseMs > 0 ? ` every ${pauseMs}` : ''}`,
    group: race ? 'race' : 'group',
  };
  return `${words[kind]}, breaks ${breaks}`;
}

function inOneLine(node: NodeSketch): string {
  const join = typeof node.join === 'string' ? node.join : `n_of_m ${node.join.n_of_m}`;
  const kind = node.container ? containerInWords(node.container) : (node.role ?? node.kind);
  const words = [node.parent === null ? node.id : `${node.parent}.${node.id}`, kind, join];
  if (node.when !== null) words.push(`when ${node.when}`);
  if (node.onError === 'continue') words.push(`continue(${node.fallbackHandles.join()})`);
  if (node.retry) words.push(`retry(${node.retry.maxAttempts}, not ${node.retry.nonRetryableErrors.join()})`);
  if (node.repeatable) words.push('repeatable');
  if (node.timeoutMs !== null && node.kind !== 'effect') words.push(`within ${node.timeoutMs}`);
  return `${words.join(', ')}: ${[node.script, ...node.scripts].map(scriptInWords).join(' | ')}`;
}

/** A flow as a person reads it, for the report of a property that does not hold. */
export function inLines(flow: FlowSketch): string {
  const edges = flow.edges.map(
    ({ source, handle, errors, target }) => `${source}:${handle}${errors ? `[${errors.join()}]` : ''} -> ${target}`,
  );
  return `\n${[...flow.nodes.map(inOneLine), ...edges].join('\n')}\n`;
}
