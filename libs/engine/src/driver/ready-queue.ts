import type { Execute } from '../core/command.js';
import { comparePaths } from '../core/path.js';

/**
 * What is to be evaluated, nodes of lowest position first (then by path): the order follows from the run's state
 * alone, so that a run that is taken up again decides as it would have. A binary heap.
 */
export class ReadyQueue {
  private readonly heap: Execute[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(item: Execute): void {
    let at = this.heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): Execute | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return first;
  }

  /** Takes a node out that is not to be executed after all. */
  remove(path: string): void {
    const kept = this.heap.filter((item) => item.path !== path);
    this.heap.length = 0;
    for (const item of kept) this.push(item);
  }

  private sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const least = left + 1 < this.heap.length && this.before(left + 1, left) ? left + 1 : left;
      if (least >= this.heap.length || !this.before(least, at)) return;
      this.swap(at, least);
      at = least;
    }
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.heap[a], this.heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.node === y.node ? comparePaths(x.path, y.path) < 0 : x.node < y.node;
  }

  private swap(a: number, b: number): void {
    const [x, y] = [this.heap[a], this.heap[b]];
    if (x === undefined || y === undefined) return;
    this.heap[a] = y;
    this.heap[b] = x;
  }
}
