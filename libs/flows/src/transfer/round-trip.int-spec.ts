import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importedOf } from '../../test/imported-of.js';
import { type Name, naming } from '../../test/naming.js';
import { type FlowsScene, useFlows } from '../../test/use-flows.js';
import type { FlowVersion } from '../flow-version.entity.js';
import type { ExportedFlow, FlowExport } from './flow-export.js';

/** A flow that a version names: which, how, and which version of it. */
interface Call {
  readonly flow: number;
  readonly bySlug: boolean;
  readonly version: number | 'published' | undefined;
}

/** Flows by their versions, each by what it calls; and which version is published. */
type World = readonly { readonly versions: readonly (readonly Call[])[]; readonly published: number | null }[];

const MAX_FLOWS = 4;
const call: fc.Arbitrary<Call> = fc.record({
  flow: fc.nat(MAX_FLOWS - 1),
  bySlug: fc.boolean(),
  version: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom('published' as const, undefined)),
});
const world: fc.Arbitrary<World> = fc.array(
  fc.record({
    versions: fc.array(fc.array(call, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    published: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
  { minLength: 1, maxLength: MAX_FLOWS },
);

const slugOf = (flow: number) => `flow-${flow}`;

/** Makes the flows; each version says which one it is. @returns the id of the first */
async function build({ flows, database }: FlowsScene, described: World): Promise<string> {
  const ids: string[] = [];
  for (const at of described.keys()) {
    const made = await flows.create({ name: slugOf(at), slug: slugOf(at), definition: naming(`${at}/1`) });
    ids.push(made.flow.id);
  }
  for (const [at, { versions, published }] of described.entries()) {
    const id = ids[at] as string;
    for (const [n, calls] of versions.entries()) {
      const names = calls.map(({ flow, bySlug, version }): Name => {
        const name = bySlug ? slugOf(flow) : (ids[flow] ?? slugOf(flow));
        return version === undefined ? [name] : [name, version];
      });
      await flows.change(id, null, { definition: naming(`${at}/${n + 2}`, ...names), message: `says ${n}` });
    }
    if (published !== null && published <= versions.length + 1)
      await database.query(`update flows set published_version = $1, status = 'active' where id = $2`, [published, id]);
  }
  return ids[0] as string;
}

/** What a version says it is. */
const labelOf = ({ definition }: FlowVersion) => definition.nodes[0]?.data.message;

/** What is exported, with names in place of ids and numbers: of those that are there, what their versions say they are. */
function canonical(exported: FlowExport) {
  const all = [exported.flow, ...exported.subflows];
  const named = (name: unknown) => all.find(({ flow }) => flow.id === name || flow.slug === name);
  const target = (flow: ExportedFlow | undefined, version: unknown) =>
    [flow?.head, ...(flow?.pinned ?? [])].find((each) => each?.version === version);
  const versionText = (one: FlowVersion) => {
    const nodes = one.definition.nodes.map(({ data, ...node }) => {
      const flow = named(data.flow);
      const found = target(flow, data.version);
      const name =
        flow === undefined ? data.flow : `${data.flow === flow.flow.id ? 'id' : 'slug'} of ${flow.flow.slug}`;
      return {
        ...node,
        data: { ...data, flow: name ?? null, version: found ? labelOf(found) : (data.version ?? null) },
      };
    });
    return JSON.stringify([nodes, one.message, one.createdBy]);
  };
  const flows = all.map(({ flow: { name, slug, description }, head, pinned }) => {
    const texts = new Set([head, ...pinned].map(versionText));
    return { name, slug, description, head: versionText(head), versions: [...texts].toSorted() };
  });
  return { flows, requirements: exported.requirements };
}

describe('flows that are exported, imported elsewhere, and exported again', () => {
  const [here, there] = [useFlows(), useFlows()];

  it('are the same, apart from ids, numbers and times', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (described) => {
        for (const { database } of [here(), there()]) await database.query('truncate flows, flow_versions cascade');
        const id = await build(here(), described);
        const first = await here().exports.export(id, 'draft');
        const { results } = await there().imports.import(
          importedOf(first),
          { onConflict: 'fail', publish: false },
          { env: new Set(), secrets: new Set() },
        );
        const second = await there().exports.export(results[0]?.flow.id ?? '', 'draft');
        expect(canonical(second)).toEqual(canonical(first));
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
