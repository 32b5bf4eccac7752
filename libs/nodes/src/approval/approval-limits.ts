/** People or roles that one task may name. */
export const MAX_ASSIGNEES = 1_000;
/** Characters of the name of a person or role. */
export const MAX_NAME = 200;
/** How many have to approve where nothing else is said, and at most. */
export const DEFAULT_QUORUM = 1;
export const MAX_QUORUM = 100;
