// The corner where messages appear; drawn with the first of them.
import { Suspense, useEffect, useState } from 'react'
import { lazily } from '#web/kit/lazily.ts'
import { corner } from '#web/kit/notify.ts'

const Notifications = lazily(() => import('@mantine/notifications'), 'Notifications')

export function Corner() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const draw = () => setWanted(true)
    corner.addEventListener('wanted', draw)
    return () => corner.removeEventListener('wanted', draw)
  }, [])
  return <Suspense>{wanted && <Notifications position="bottom-right" limit={4} />}</Suspense>
}
