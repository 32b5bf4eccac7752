import { AppError, type ErrorDetail } from '@app/errors';
import { readFlowTest } from '@app/flow-tests';
import {
  type CheckedDefinition,
  definitionToKeep,
  FLOW_TEST_LIMITS,
  type FlowTestContent,
  type ImportedFlow,
  type ImportedVersion,
  TRANSFER_LIMITS,
} from '@app/flows';
import { type FileFields, FLOW_FIELDS, VERSION_FIELDS } from './file-fields.js';

/** Errors that are listed. */
const MAX_DETAILS = 1_000;

type Fields = Readonly<Record<string, unknown>>;

/** Reads flows out of the JSON of a file, and collects all that is wrong in them: what it gives is good when nothing is. */
export class FileReader {
  private readonly details: ErrorDetail[] = [];
  private definitions = 0;

  /** @throws AppError VALIDATION_FAILED that names each place, where something is wrong */
  assertSound(): void {
    if (this.details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details: this.details });
  }

  /** A list of flows. */
  flows(value: unknown, place: string): ImportedFlow[] {
    return this.list(value, place, (item, at) => this.flow(item, at));
  }

  flow(value: unknown, place: string): ImportedFlow {
    const fields = this.fields(value, place, FLOW_FIELDS);
    const { id, name, slug, description = null, pinned = [] } = fields;
    const head = this.version({ version: 1, ...fields }, place);
    const others = this.list(pinned, `${place}.pinned`, (item, at) =>
      this.version(this.fields(item, at, VERSION_FIELDS), at),
    );
    const numbers = [head, ...others].map(({ version }) => version);
    for (const [at, { version }] of others.entries())
      if (numbers.indexOf(version) <= at)
        this.wrong(`${place}.pinned[${at}].version`, 'is that of another version of the flow');
    const texts = { name, slug, description } as Pick<ImportedFlow, 'name' | 'slug' | 'description'>;
    const { publish_requires_tests: required = null, tests } = fields;
    const ofTests = {
      publishRequiresTests: required as boolean | null,
      tests: tests === undefined ? null : this.tests(tests, `${place}.tests`),
    };
    return { id: typeof id === 'string' ? id.toLowerCase() : null, ...texts, ...ofTests, head, pinned: others };
  }

  private tests(value: unknown, place: string): FlowTestContent[] {
    const report = (path: string, message: string): void => this.wrong(path, message);
    const tests = this.list(value, place, (item, at) => readFlowTest(item, at, report), FLOW_TEST_LIMITS.tests);
    const names = tests.map(({ name }) => name);
    for (const [at, name] of names.entries())
      if (names.indexOf(name) < at) this.wrong(`${place}[${at}].name`, 'is that of another test of the flow');
    return tests;
  }

  private version(fields: Fields, place: string): ImportedVersion {
    const { version, message = null, created_by: createdBy = null } = fields;
    const definition = Object.hasOwn(fields, 'definition')
      ? this.definition(fields['definition'], `${place}.definition`)
      : null;
    return { version, message, createdBy, definition } as ImportedVersion;
  }

  private definition(value: unknown, place: string): CheckedDefinition | null {
    this.definitions += 1;
    const limit = TRANSFER_LIMITS.definitions;
    if (this.definitions === limit + 1)
      this.wrong(place, `is one more than the ${limit} definitions that a file may have`);
    // Looking further would find nothing that is listed.
    if (this.definitions > limit || this.details.length >= MAX_DETAILS) return null;
    try {
      return definitionToKeep(value, place);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const { path, message, code } of error.details) this.wrong(path, message, code);
      return null;
    }
  }

  private fields(value: unknown, place: string, { required, checks }: FileFields): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.wrong(place, 'must be an object');
      return {};
    }
    for (const [name, field] of Object.entries(value)) {
      const message = Object.hasOwn(checks, name) ? checks[name]?.(field) : 'is not a known field';
      if (message != null) this.wrong(`${place}.${name.slice(0, 100)}`, message);
    }
    for (const name of required) if (!Object.hasOwn(value, name)) this.wrong(`${place}.${name}`, 'must be given');
    return value as Fields;
  }

  private list<T>(
    value: unknown,
    place: string,
    read: (item: unknown, place: string) => T,
    max: number = TRANSFER_LIMITS.definitions,
  ): T[] {
    if (Array.isArray(value) && value.length <= max)
      return value.map((item: unknown, at) => read(item, `${place}[${at}]`));
    this.wrong(place, `must be a list of at most ${max}`);
    return [];
  }

  private wrong(path: string, message: string, code?: string): void {
    if (this.details.length < MAX_DETAILS)
      this.details.push({ path, message, ...(code === undefined ? {} : { code }) });
  }
}
