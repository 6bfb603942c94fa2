// Which rows are visible. Browsers cap the height of an element, so a list higher than the cap is scrolled on a
// scale: small moves stay pixel by pixel, a dragged scrollbar jumps in proportion.

/** Firefox stops near 17.8 million pixels; the others allow more. */
export const heightCap = 15_000_000

export interface ScrollPlace {
  /** What the browser says. */
  readonly scrollTop: number
  /** Where we are in the whole list, in pixels. */
  readonly position: number
}

export interface ScrollSize {
  /** Height of the whole list if nothing capped it. */
  readonly whole: number
  readonly viewport: number
  readonly cap?: number
}

export function elementHeight({ whole, cap = heightCap }: ScrollSize): number {
  return Math.min(whole, cap)
}

/** The place after the browser reported a new scrollTop. */
export function scrolledTo(before: ScrollPlace, scrollTop: number, size: ScrollSize): ScrollPlace {
  const height = elementHeight(size)
  if (height === size.whole) return { scrollTop, position: scrollTop }
  const most = Math.max(0, size.whole - size.viewport)
  const moved = scrollTop - before.scrollTop
  const atEdge = scrollTop <= 0 || scrollTop >= height - size.viewport
  if (Math.abs(moved) <= size.viewport * 2 && !atEdge) {
    return { scrollTop, position: clamp(before.position + moved, 0, most) }
  }
  if (Math.abs(moved) <= size.viewport * 2) {
    // At an edge of the element but perhaps not of the list: go on by pixels and move the bar back under us.
    const position = clamp(before.position + moved, 0, most)
    const moveBack = scrollTopOf(position, size)
    // Within the last pixels the bar has no room left to move: that is the end.
    if (moveBack <= 0) return { scrollTop: 0, position: 0 }
    if (moveBack >= height - size.viewport) return { scrollTop: height - size.viewport, position: most }
    return { scrollTop: moveBack, position }
  }
  return { scrollTop, position: positionOf(scrollTop, size) }
}

/** Where the bar belongs for a place in the list. */
export function scrollTopOf(position: number, size: ScrollSize): number {
  const height = elementHeight(size)
  if (height === size.whole) return position
  const share = position / Math.max(1, size.whole - size.viewport)
  return Math.round(share * (height - size.viewport))
}

function positionOf(scrollTop: number, size: ScrollSize): number {
  const height = elementHeight(size)
  const share = scrollTop / Math.max(1, height - size.viewport)
  return Math.round(share * Math.max(0, size.whole - size.viewport))
}

/** First and last (exclusive) row to draw. Steps of four rows keep small scrolls from redrawing. */
export function rowWindow(position: number, viewport: number, rowHeight: number, total: number, spare = 8) {
  const step = 4
  const first = Math.floor(Math.max(0, Math.floor(position / rowHeight) - spare) / step) * step
  const last = Math.ceil((Math.ceil((position + viewport) / rowHeight) + spare) / step) * step
  return { first: Math.min(first, Math.max(0, total - 1)), last: Math.min(total, last) }
}

/** The position that brings a row wholly into sight, moving as little as possible. */
export function positionShowing(index: number, position: number, viewport: number, rowHeight: number): number {
  const top = index * rowHeight
  if (top < position) return top
  if (top + rowHeight > position + viewport) return top + rowHeight - viewport
  return position
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
