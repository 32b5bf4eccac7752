import { FlowVersion } from './flow-version.entity.js';
import { Flow } from './flow.entity.js';
import { FlowPublication } from './publication/flow-publication.entity.js';
import { FlowTest } from './test-cases/flow-test.entity.js';

/** The entities of this lib, for the data source. */
export const FLOW_ENTITIES = [Flow, FlowVersion, FlowPublication, FlowTest];
