// What the first screen does not need comes a second later, so that it does not stand in its way; what cannot be loaded then, as
// when the connection has gone, is left out and takes nothing else with it.
import { Component, type ReactNode, Suspense, useEffect, useState } from 'react'

export interface LaterProps {
  instead?: ReactNode
  children: ReactNode
}

export function Later({ instead = null, children }: LaterProps) {
  const [time, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  if (!time) return instead
  return (
    <LeftOut instead={instead}>
      <Suspense fallback={instead}>{children}</Suspense>
    </LeftOut>
  )
}

class LeftOut extends Component<Required<LaterProps>, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
