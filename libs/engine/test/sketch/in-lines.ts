import type { Ending, FlowSketch, NodeSketch } from './sketch.js';

function inWords(ending: Ending): string {
  if (ending.end === 'success') return ending.handles === null ? 'ok' : `ok(${ending.handles.join()})`;
  return ending.end === 'lost' ? 'lost' : `${ending.code}${ending.retryable ? '' : '!'}`;
}

function inOneLine(node: NodeSketch): string {
  const join = typeof node.join === 'string' ? node.join : `n_of_m ${node.join.n_of_m}`;
  const words = [node.id, node.role ?? node.kind, join];
  if (node.when !== null) words.push(`when ${node.when}`);
  if (node.onError === 'continue') words.push(`continue(${node.fallbackHandles.join()})`);
  if (node.retry) words.push(`retry(${node.retry.maxAttempts}, not ${node.retry.nonRetryableErrors.join()})`);
  if (node.repeatable) words.push('repeatable');
  return `${words.join(', ')}: ${node.script.map(inWords).join(' ')}`;
}

/** A flow as a person reads it, for the report of a property that does not hold. */
export function inLines(flow: FlowSketch): string {
  const edges = flow.edges.map(
    ({ source, handle, errors, target }) => `${source}:${handle}${errors ? `[${errors.join()}]` : ''} -> ${target}`,
  );
  return `\n${[...flow.nodes.map(inOneLine), ...edges].join('\n')}\n`;
}
