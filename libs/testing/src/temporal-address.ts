import { inject } from 'vitest';

/** Host and port of the tests' Temporal server. It is shared: give each test a task queue of its own. */
export const temporalAddress = (): string => inject('temporalAddress');
