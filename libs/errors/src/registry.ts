/** What one error code means to a client. */
export interface ErrorEntry {
  /** HTTP status of a response that carries the code; null for a code that only runs and steps carry. */
  readonly status: number | null;
  /** Whether the same request, or the same attempt, may succeed later without a change. */
  readonly retryable: boolean;
  /** One line for docs/reference/errors.md. */
  readonly meaning: string;
}

const entry = (status: number | null, retryable: boolean, meaning: string): ErrorEntry => ({
  status,
  retryable,
  meaning,
});

/** Every error code of the product; docs/reference/errors.md is tested against it, both ways. */
export const ERRORS = {
  // Requests
  VALIDATION_FAILED: entry(
    400,
    false,
    'The request has fields that are missing, unknown or wrong; `details` names each.',
  ),
  MALFORMED_REQUEST: entry(400, false, 'The request line, the URL or the headers cannot be read.'),
  MALFORMED_BODY: entry(400, false, 'The body is not valid JSON, or is empty where one is needed.'),
  RUN_INPUT_INVALID: entry(400, false, "The input does not hold the `input_schema` of the flow's start node."),
  RUN_SETTINGS_INVALID: entry(
    400,
    false,
    "A template of the flow's run settings cannot be used with this input; `details` names the place.",
  ),
  EVENT_UNKNOWN: entry(
    400,
    false,
    'No node of the flow waits for an event of this name; the message lists those that there are.',
  ),
  EVENT_INVALID: entry(
    400,
    false,
    'The payload is not what the nodes that wait for the event ask for; `details` names each place.',
  ),
  APPROVAL_FORM_INVALID: entry(400, false, 'The form is not what the task asks for; `details` names each place.'),
  APPROVAL_NOT_ASSIGNED: entry(403, false, 'The task names who may decide, and this one is not among them.'),
  APPROVAL_SELF: entry(403, false, 'The task may not be decided by the one who started the run.'),
  ROUTE_NOT_FOUND: entry(404, false, 'There is no such route.'),
  FLOW_NOT_FOUND: entry(404, false, 'There is no flow with this id, or it was deleted.'),
  FLOW_VERSION_NOT_FOUND: entry(404, false, 'The flow has no version with this number.'),
  RUN_NOT_FOUND: entry(404, false, 'There is no run with this id.'),
  FLOW_TEST_NOT_FOUND: entry(404, false, 'The flow has no test with this id, or none of this name.'),
  APPROVAL_NOT_FOUND: entry(404, false, 'There is no approval with this id.'),
  METHOD_NOT_ALLOWED: entry(405, false, 'The route exists, but not with this method; see the `Allow` header.'),
  REQUEST_TIMEOUT: entry(408, true, 'The request did not arrive whole in time.'),
  FLOW_SLUG_TAKEN: entry(409, false, 'Another flow has this slug.'),
  FLOW_ARCHIVED: entry(409, false, 'The flow is archived: it can be read, but not changed or run.'),
  FLOW_HAS_PROBLEMS: entry(
    409,
    false,
    'The definition has problems of severity `error`; `details` lists them. It cannot be published or run.',
  ),
  FLOW_EXPORT_TOO_LARGE: entry(
    409,
    false,
    'The flow and all that it needs are more than one file may hold: 500 definitions, or 32 MiB of them.',
  ),
  FLOW_TEST_NAME_TAKEN: entry(409, false, 'Another test of the flow has this name.'),
  FLOW_TEST_LIMIT: entry(409, false, 'The flow has as many tests as it may: 200.'),
  FLOW_TESTS_FAILED: entry(
    409,
    false,
    'The flow is published only when its tests pass with the version; `details` names each failure, or says that there are none.',
  ),
  RUN_ENDED: entry(409, false, 'The run has ended; nothing more can be done to it.'),
  APPROVAL_CLOSED: entry(409, false, 'The task is decided, its time is over, or its run wants no answer any more.'),
  APPROVAL_ALREADY_VOTED: entry(409, false, 'This one has voted on the task already; a vote is not taken back.'),
  CONCURRENCY_LIMIT: entry(
    409,
    true,
    'As many runs of the flow as its settings allow have not ended, and they refuse one more.',
  ),
  PRECONDITION_FAILED: entry(
    412,
    false,
    'The flow was changed since it was read: its version is not the one in `If-Match`.',
  ),
  PAYLOAD_TOO_LARGE: entry(413, false, 'The body is larger than the server takes.'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, false, 'The body is not `application/json`.'),
  RATE_LIMITED: entry(429, true, 'Too many requests; try again after `Retry-After`.'),
  DATABASE_UNAVAILABLE: entry(503, true, 'PostgreSQL cannot be reached; try again after `Retry-After`.'),
  TEMPORAL_UNAVAILABLE: entry(503, true, 'Temporal cannot be reached; try again after `Retry-After`.'),
  ENCRYPTION_KEY_MISSING: entry(
    503,
    true,
    'The process lacks the key that a masked value is, or is to be, encrypted with; see `ENCRYPTION_KEYS`.',
  ),
  SHUTTING_DOWN: entry(
    503,
    true,
    'The process was told to stop, and is not ready any more; it still serves what comes.',
  ),
  INTERNAL: entry(500, true, 'A defect of the server; the log has it under the request id.'),
  SIMULATION_LIMIT: entry(422, false, 'The simulation passed a limit: too many events, too much time.'),
  // Runs and steps
  EXPRESSION_FAILED: entry(null, false, 'An expression could not be evaluated.'),
  EXPRESSION_LIMIT: entry(null, false, 'An expression took more steps, depth or output than it may.'),
  NODE_DATA_INVALID: entry(
    null,
    false,
    'A field of the node has, after its expressions were put in, a value that it cannot take.',
  ),
  NODE_TIMEOUT: entry(null, true, 'The attempt took longer than its `timeout`.'),
  NODE_OUTCOME_UNKNOWN: entry(
    null,
    false,
    'The worker died while the effect was under way, and the node may not be repeated.',
  ),
  NODE_FAILED: entry(null, true, 'The node failed in a way that has no code of its own.'),
  MAP_SLICE_LOST: entry(null, false, 'The run that carried out a slice of a `map` was terminated.'),
  OUTPUT_TOO_LARGE: entry(null, false, "The node's output is larger than the limit."),
  OUTPUT_NOT_STORABLE: entry(null, false, "The node's output cannot be stored in PostgreSQL."),
  MAP_TOO_LARGE: entry(null, false, '`items` of a `map` has more items than are allowed.'),
  LOOP_LIMIT: entry(null, false, 'A `loop` would have had more turns than its `max_iterations`.'),
  FLOW_NOT_PUBLISHED: entry(
    null,
    false,
    'A `subflow` asks for the published version of a flow of which nothing is published.',
  ),
  SUBFLOW_TOO_DEEP: entry(null, false, 'A `subflow` would run deeper within other runs than is allowed.'),
  SUBFLOW_FAILED: entry(null, true, 'The run of a `subflow` did not end well, and it is not known why.'),
  HTTP_STATUS: entry(null, true, 'The response has a status that is not among `success_statuses`.'),
  HTTP_NETWORK: entry(null, true, 'The server could not be reached, or the connection broke.'),
  HTTP_BLOCKED_ADDRESS: entry(null, false, 'The address is private, loopback, link-local or otherwise not allowed.'),
  HTTP_RESPONSE_TOO_LARGE: entry(null, false, 'The response body is larger than the limit.'),
  HTTP_RESPONSE_INVALID: entry(null, false, 'The response body is not what `response` says it is.'),
  HTTP_TOO_MANY_REDIRECTS: entry(null, false, 'The server redirected more often than is followed.'),
  CODE_FAILED: entry(null, false, 'The code of a `code` node threw.'),
  CODE_TIMEOUT: entry(null, true, 'The code took longer than its `timeout_ms`.'),
  CODE_MEMORY_LIMIT: entry(null, false, 'The code needed more than its `memory_mb`.'),
  CODE_NOT_SETTLED: entry(null, false, 'The code waits for a promise that nothing can settle any more.'),
  ACTIVITY_FAILED: entry(null, true, 'The activity failed with an error that has no type of its own.'),
  ACTIVITY_HEARTBEAT_TIMEOUT: entry(null, true, 'The activity was not heard of for its `heartbeat_timeout`.'),
  WORKFLOW_FAILED: entry(null, true, 'The workflow failed with an error that has no type of its own.'),
  CALL_STOPPED: entry(null, false, 'The activity or the workflow was cancelled or terminated in Temporal.'),
  CALL_REFUSED: entry(null, false, 'Temporal refused to start the activity or the workflow.'),
  CALL_ARGUMENTS_TOO_LARGE: entry(null, false, 'The arguments of an activity or a workflow are larger than 1 MiB.'),
  FLOW_FAILED: entry(null, false, 'A `fail` node ended the scope; the default of its `code`.'),
  RUN_TIMEOUT: entry(null, false, 'The run took longer than `settings.timeout`.'),
  RUN_CANCELLED: entry(null, false, 'The run was cancelled by request.'),
  RUN_TERMINATED: entry(null, false, 'The workflow of the run was terminated in Temporal.'),
  MASKED_VALUE_BROKEN: entry(
    null,
    false,
    'A masked value cannot be decrypted: it was changed or moved, or the key with its id is another one.',
  ),
  RUN_BROKEN: entry(null, false, 'The run could not go on: what is stored of it cannot be read.'),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the registry. */
export type ErrorCode = keyof typeof ERRORS;
