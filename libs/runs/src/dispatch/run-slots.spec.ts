import { describe, expect, it, vi } from 'vitest';
import { RunSlots } from './run-slots.js';

describe('slots for runs', () => {
  it('are taken by a reservation, which the first advance takes over', () => {
    const slots = new RunSlots(2);
    slots.reserve('a');
    expect(slots.free).toBe(1);
    const leave = slots.enter('a');
    expect(slots.free).toBe(1);
    leave();
    expect(slots.free).toBe(2);
  });

  it('come free when a reserved run was not started here', () => {
    const slots = new RunSlots(1);
    slots.reserve('a');
    slots.release('a');
    expect(slots.free).toBe(1);
  });

  it('come free after a while when an eager start never came to its first advance', () => {
    let now = 0;
    const slots = new RunSlots(1, () => now);
    slots.reserve('a');
    now = 20_000;
    expect(slots.free).toBe(1);
  });

  it('are never fewer than none, though runs that go on do not ask', () => {
    const slots = new RunSlots(1);
    slots.enter('a');
    slots.enter('b');
    expect(slots.free).toBe(0);
  });

  it('know which runs are in hand, as long as one advance of them is', () => {
    const slots = new RunSlots(5);
    const [first, second] = [slots.enter('a'), slots.enter('a')];
    first();
    first();
    expect(slots.has('a')).toBe(true);
    second();
    expect(slots.has('a')).toBe(false);
  });

  it('are few for runs that wait for their first turn, and say so when one has had it', () => {
    const slots = new RunSlots(1_000);
    const onFree = vi.fn<() => void>();
    slots.onFree(onFree);
    for (let n = 0; n < 32; n += 1) slots.reserve(`r${n}`);
    expect(slots.free).toBe(0);
    slots.enter('r0');
    expect(onFree).toHaveBeenCalledOnce();
    expect(slots.free).toBe(1);
  });

  it('say when one comes free', () => {
    const slots = new RunSlots(1);
    const onFree = vi.fn<() => void>();
    const unlisten = slots.onFree(onFree);
    slots.enter('a')();
    unlisten();
    slots.enter('a')();
    expect(onFree).toHaveBeenCalledOnce();
  });

  it('know what has not come to its turn, for as long as a slot is kept for it', () => {
    let now = 0;
    const slots = new RunSlots(9, () => now);
    for (const id of ['turn', 'gone', 'late']) slots.reserve(id);
    slots.enter('turn');
    slots.release('gone');
    expect(['turn', 'gone', 'late', 'other'].map((id) => slots.awaitsTurn(id))).toEqual([false, false, true, false]);
    expect(slots.room).toBe(7);
    now = 20_000;
    expect(slots.awaitsTurn('late')).toBe(false);
  });
});
