import { type Definition, DEFINITION_LIMITS, type Problem, PROBLEMS } from '@app/definition';

/** What is wrong with a definition where there is no key to encrypt what it masks. */
export function maskProblems({ nodes }: Definition): readonly Problem[] {
  const code = 'MASK_WITHOUT_KEY';
  const message = 'This server has no key to encrypt masked outputs with: set ENCRYPTION_KEYS';
  return nodes
    .flatMap(({ id, data }, at): Problem[] => {
      const path = `nodes[${at}].data.mask`;
      return data.mask === true ? [{ code, severity: PROBLEMS[code].severity, message, node: id, path }] : [];
    })
    .slice(0, DEFINITION_LIMITS.problems);
}
