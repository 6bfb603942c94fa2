// Says that there is no connection and what waits to be sent; sends it by itself when the connection is back.
import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useLive } from '#web/kit/live.tsx'
import { keepOnDevice } from '#web/kit/offline/device.ts'
import styles from '#web/kit/offline/Offline.module.css'
import { flush, onQueue } from '#web/kit/offline/queued-send.ts'
import { askServer, isInReach } from '#web/kit/offline/reach.ts'
import { useOnline } from '#web/kit/offline/use-online.ts'
import { useWaiting } from '#web/kit/offline/use-waiting.ts'
import { WaitingList } from '#web/kit/offline/WaitingList.tsx'
import { useSession } from '#web/kit/session.tsx'

/** How often a write that found no server is tried again while the window is open. */
const againMs = 20_000

export function OfflineMark() {
  const t = useMessages('offline')
  const online = useOnline()
  const all = useWaiting()
  const waiting = all.filter((one) => !one.refused)
  const refused = all.length - waiting.length
  const [opened, setOpened] = useState(false)
  useSending(waiting.length > 0 || !online)
  const session = useSession()
  const client = useQueryClient()
  useEffect(() => {
    void keepOnDevice(session.id, () => void client.invalidateQueries())
  }, [session.id, client])
  const navigate = useNavigate()
  useEffect(() => {
    // A message of the firm was clicked while this window stood open.
    const open = ({ data }: MessageEvent<{ kind?: string; href?: string }>) => {
      if (data?.kind === 'open' && data.href?.startsWith('/')) void navigate({ href: data.href })
    }
    navigator.serviceWorker?.addEventListener('message', open)
    return () => navigator.serviceWorker?.removeEventListener('message', open)
  }, [navigate])
  if (online && all.length === 0 && !opened) return null
  const label = [
    online ? undefined : t.offline,
    waiting.length > 0 ? t.waiting(waiting.length) : undefined,
    refused > 0 ? t.refused(refused) : undefined,
  ]
    .filter(Boolean)
    .join('. ')
  return (
    <>
      <span className={styles.said} role="status">
        {online ? '' : t.offline}
      </span>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} trapFocus returnFocus shadow="md">
        <Popover.Target>
          <UnstyledButton
            className={styles.mark}
            data-tone={refused > 0 ? 'late' : online ? 'waits' : 'offline'}
            aria-label={label || t.title}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {online ? <IconCloudUp size={18} stroke={1.5} /> : <IconCloudOff size={18} stroke={1.5} />}
            <span className={styles.markText}>{online ? '' : t.offline}</span>
            {all.length > 0 && <span className={styles.count}>{all.length}</span>}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={styles.panel}>
          {!online && <p className={styles.explains}>{t.offlineText}</p>}
          <WaitingList writes={all} />
          {online && waiting.length > 0 && (
            <Button size="xs" variant="default" onClick={() => void flush()}>
              {t.sendNow}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
    </>
  )
}

/** Sends what waits when there is a chance, and lets the screens read anew what was sent. */
function useSending(askAgain: boolean) {
  const t = useMessages('offline')
  const toast = useToast()
  const client = useQueryClient()
  const sent = useRef<string[]>([])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onQueue((event) => {
      if (event.type !== 'sent') return
      sent.current.push(event.write.what)
      clearTimeout(timer)
      // Several leave one after another; they are told of together.
      timer = setTimeout(() => {
        const [first = ''] = sent.current
        toast.done(sent.current.length === 1 ? t.sentOne(first.slice(0, 80)) : t.sentMany(sent.current.length))
        sent.current = []
        void client.invalidateQueries()
      }, 300)
    })
    return stop
  }, [client, t, toast])
  useEffect(() => {
    const go = () => void flush()
    const back = () => document.visibilityState === 'visible' && go()
    go()
    window.addEventListener('online', go)
    document.addEventListener('visibilitychange', back)
    return () => {
      window.removeEventListener('online', go)
      document.removeEventListener('visibilitychange', back)
    }
  }, [])
  useEffect(() => {
    if (!askAgain) return
    const timer = setInterval(async () => {
      const away = !isInReach()
      if (!(await askServer())) return
      await flush()
      if (away) void client.invalidateQueries()
    }, againMs)
    return () => clearInterval(timer)
  }, [askAgain, client])
  useLive('live.open', () => void flush())
}
