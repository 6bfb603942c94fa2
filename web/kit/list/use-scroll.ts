// Ties a scrolling element to the place in the list: which rows to draw, where, and how to get to a row.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  elementHeight,
  positionShowing,
  rowWindow,
  type ScrollPlace,
  type ScrollSize,
  scrolledTo,
  scrollTopOf,
} from '#web/kit/list/scroll-scale.ts'

interface Window {
  first: number
  last: number
  /** Pixels from the top of the element to the first drawn row. */
  offset: number
}

export function useScroll(total: number, rowHeight: number, headerHeight: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ scrollTop: 0, position: 0 })
  const [viewport, setViewport] = useState(600)
  const size: ScrollSize = { whole: total * rowHeight, viewport }
  const latest = useRef({ size, total, rowHeight })
  latest.current = { size, total, rowHeight }
  const [window, setWindow] = useState<Window>({ first: 0, last: 0, offset: 0 })
  // The rows to fetch follow the rows to draw at once for a small move and after a rest for a long one.
  const [wanted, setWanted] = useState({ first: 0, last: 40 })
  const asking = useRef(wanted)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)

  const draw = useCallback(() => {
    const { size, total, rowHeight } = latest.current
    const { position, scrollTop } = place.current
    const { first, last } = rowWindow(position, size.viewport, rowHeight, total)
    const offset = first * rowHeight + (scrollTop - position)
    setWindow((before) =>
      before.first === first && before.last === last && before.offset === offset ? before : { first, last, offset },
    )
    clearTimeout(rest.current)
    const asked = asking.current
    if (asked.first === first && asked.last === last) return
    const ask = () => {
      asking.current = { first, last }
      setWanted(asking.current)
    }
    if (Math.abs(asked.first - first) < 60 || total === 0) ask()
    else rest.current = setTimeout(ask, 90)
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setViewport(Math.max(100, element.clientHeight - headerHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [headerHeight])

  // biome-ignore lint/correctness/useExhaustiveDependencies: redraw when the list or the view of it changed size
  useLayoutEffect(draw, [draw, total, viewport, rowHeight])
  useEffect(() => () => clearTimeout(rest.current), [])

  const settle = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { size } = latest.current
    const next = scrolledTo(place.current, element.scrollTop, size)
    place.current = next
    if (next.scrollTop !== element.scrollTop) element.scrollTop = next.scrollTop
    draw()
    if (elementHeight(size) === size.whole) return
    clearTimeout(settle.current)
    settle.current = setTimeout(() => {
      const proper = scrollTopOf(place.current.position, latest.current.size)
      if (Math.abs(proper - element.scrollTop) < 1) return
      place.current = { scrollTop: proper, position: place.current.position }
      element.scrollTop = proper
      draw()
    }, 160)
  }, [draw])

  const moveTo = useCallback(
    (position: number) => {
      const element = scroller.current
      if (!element) return
      const scrollTop = scrollTopOf(position, latest.current.size)
      place.current = { scrollTop, position }
      element.scrollTop = scrollTop
      draw()
    },
    [draw],
  )
  const showRow = useCallback(
    (index: number) => {
      const { size, rowHeight } = latest.current
      const position = positionShowing(index, place.current.position, size.viewport, rowHeight)
      if (position !== place.current.position) moveTo(position)
    },
    [moveTo],
  )

  return { scroller, onScroll, window, wanted, height: elementHeight(size), viewport, showRow, moveTo }
}
