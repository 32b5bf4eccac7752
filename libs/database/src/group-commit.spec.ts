import { describe, expect, it } from 'vitest';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

interface Item {
  readonly key: string;
  readonly n: number;
}

/** A group commit whose groups wait to be let go. */
function held(options: Partial<GroupCommitOptions<Item, number>> = {}) {
  const groups: { items: readonly Item[]; let: PromiseWithResolvers<readonly (number | Error)[]> }[] = [];
  const commit = (items: readonly Item[]) => {
    const group = { items, let: Promise.withResolvers<readonly (number | Error)[]>() };
    groups.push(group);
    return group.let.promise;
  };
  return { groups, group: new GroupCommit<Item, number>({ maxItems: 3, commit, ...options }) };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const item = (n: number, key = String(n)): Item => ({ key, n });

describe('group commit', () => {
  it('puts what is submitted in one turn into one group, up to its size', async () => {
    const { groups, group } = held();
    const results = [1, 2, 3, 4].map((n) => group.submit(item(n)));
    await turn();
    expect(groups.map(({ items }) => items.map(({ n }) => n))).toEqual([[1, 2, 3]]);
    groups[0]?.let.resolve([10, 20, 30]);
    expect(await Promise.all(results.slice(0, 3))).toEqual([10, 20, 30]);
    await turn();
    expect(groups[1]?.items).toEqual([item(4)]);
    groups[1]?.let.resolve([40]);
    expect(await results[3]).toBe(40);
    expect(group.pending).toBe(0);
  });

  it('fails an item alone for an Error in its place, and all of them when the group throws', async () => {
    const { groups, group } = held();
    const results = Promise.allSettled([
      group.submit(item(1)),
      group.submit(item(2)),
      group.submit(item(3)),
      group.submit(item(4)),
    ]);
    await turn();
    groups[0]?.let.resolve([1, new Error('bad'), 3]);
    await turn();
    groups[1]?.let.reject(new Error('gone'));
    expect(
      (await results).map((result) =>
        result.status === 'fulfilled' ? result.value : (result.reason as Error).message,
      ),
    ).toEqual([1, 'bad', 3, 'gone']);
  });

  it('never has two items of a key in one group or under way together, and keeps their order', async () => {
    const { groups, group } = held({ key: ({ key }) => key, maxInFlight: 2 });
    const results = [item(1, 'a'), item(2, 'a'), item(3, 'b'), item(4, 'a')].map((each) => group.submit(each));
    await turn();
    expect(groups.map(({ items }) => items.map(({ n }) => n))).toEqual([[1, 3]]);
    groups[0]?.let.resolve([1, 3]);
    await turn();
    expect(groups[1]?.items.map(({ n }) => n)).toEqual([2]);
    groups[1]?.let.resolve([2]);
    await turn();
    groups[2]?.let.resolve([4]);
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
  });

  it('lets a heavy item go alone', async () => {
    const { groups, group } = held({ weight: ({ n }) => n, maxWeight: 10, maxInFlight: 9 });
    const results = [item(4), item(50), item(5)].map((each) => group.submit(each));
    await turn();
    await turn();
    await turn();
    expect(groups.map(({ items }) => items.map(({ n }) => n))).toEqual([[4], [50], [5]]);
    for (const { items, let: go } of groups) go.resolve(items.map(({ n }) => n));
    expect(await Promise.all(results)).toEqual([4, 50, 5]);
  });
});
