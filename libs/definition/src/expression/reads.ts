/** The nodes that any of several readers may read; null: any node. */
export function readByAny(reads: readonly (readonly string[] | null)[]): readonly string[] | null {
  return reads.includes(null) ? null : [...new Set(reads.flatMap((ids) => ids ?? []))];
}
