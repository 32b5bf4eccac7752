import type { NodeTypeSpec } from '@app/definition';

const ID_OR_SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What the schema says in words that nobody reads: `flow` is the name of a flow, and no template of one. */
export const checkSubflow: NonNullable<NodeTypeSpec['check']> = ({ flow }) =>
  ID_OR_SLUG.test(flow as string)
    ? []
    : [{ path: 'flow', message: 'It must be the id or the slug of a flow; an expression cannot stand here' }];
