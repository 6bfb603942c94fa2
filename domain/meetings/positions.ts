// Order of lines: whole numbers with gaps, so that a line put between two others moves none of them.

const gap = 1024

/** A place between two lines (undefined: the beginning or the end); undefined when there is no room left between them. */
export function between(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined && after === undefined) return gap
  if (after === undefined) return (before as number) + gap
  if (before === undefined) return after - gap
  const middle = Math.floor((before + after) / 2)
  return middle > before && middle < after ? middle : undefined
}

/** Places for so many lines in a row, from one gap on. */
export function spaced(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) * gap)
}
