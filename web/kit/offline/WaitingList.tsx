// What waits to be sent, in the writer's own words, and what the server refused with its reason and a way on.
import { Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useToast } from '#web/kit/feedback.tsx'
import type { ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { useFormat, useLanguage, useMessages, useReasonText } from '#web/kit/language.tsx'
import { disputed, shown, type Theirs, type Words } from '#web/kit/offline/disputed.ts'
import styles from '#web/kit/offline/Offline.module.css'
import { dropWaiting, keepWaiting, sendAgain } from '#web/kit/offline/queued-send.ts'
import type { WaitingWrite } from '#web/kit/offline/waiting-store.ts'

const ConflictDialog = lazy(() =>
  import('#web/kit/form/ConflictDialog.tsx').then((module) => ({ default: module.ConflictDialog })),
)

export function WaitingList({ writes }: { writes: readonly WaitingWrite[] }) {
  const t = useMessages('offline')
  return (
    <section aria-label={t.title}>
      <h2 className={styles.title}>{t.title}</h2>
      {writes.length === 0 && <p className="k-dim">{t.nothing}</p>}
      <ol className={styles.writes}>
        {writes.map((write) => (
          <li key={write.key}>
            <WaitingLine write={write} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** One write that waits or was refused; also for the timeline and lists where it belongs. */
export function WaitingLine({ write }: { write: WaitingWrite }) {
  const t = useMessages('offline')
  const f = useFormat()
  const reason = useReasonText()
  const { refused } = write
  return (
    <div className={styles.write}>
      <p className={styles.words}>{write.what || t.unnamed}</p>
      {refused ? (
        <p className="k-late">
          <IconAlertTriangle size={14} stroke={1.5} aria-hidden /> {reason(refused)}
        </p>
      ) : (
        <p className="k-dim">
          <IconClock size={14} stroke={1.5} aria-hidden /> {t.waits} · {t.written(f.ago(write.at))}
        </p>
      )}
      {refused?.errors?.map((error) => (
        <p key={`${error.field} ${error.reason}`} className="k-late">
          {error.title || reason(error.reason)}
        </p>
      ))}
      {refused && <Decisions write={write} />}
    </div>
  )
}

function Decisions({ write }: { write: WaitingWrite }) {
  const t = useMessages('offline')
  const kit = useMessages('kit')
  const { language, messages } = useLanguage()
  const toast = useToast()
  const [fields, setFields] = useState<ConflictField[]>()
  const theirs = write.refused?.reason === 'kit.conflict' ? (write.refused.theirs as Theirs | undefined) : undefined
  const drop = () =>
    void dropWaiting(write).then(() => toast.done(t.dropped, { undo: () => void keepWaiting(write) }), toast.problem)
  // Endpoints are named by their capability, whose screens have words for the fields.
  const words = () => (messages as Record<string, unknown>)[write.endpoint.replace(/\..*/, '')] as Words
  const copy = () => void navigator.clipboard.writeText(textOf(write)).then(() => toast.done(t.copied), toast.problem)
  return (
    <Group gap={6} mt={4}>
      {theirs ? (
        <Button size="compact-xs" onClick={() => setFields(disputed(write.body, theirs, words()))}>
          {t.settle}
        </Button>
      ) : (
        <Button size="compact-xs" onClick={() => void sendAgain(write).catch(toast.problem)}>
          {t.again}
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={copy}>
        {t.copy}
      </Button>
      <Button size="compact-xs" variant="default" onClick={drop}>
        {t.drop}
      </Button>
      {fields && theirs && (
        <Suspense>
          <ConflictDialog
            fields={fields}
            show={(value, field) => shown(value, field.key, words(), { language, yes: kit.yes, no: kit.no })}
            onResolve={(chosen) => {
              setFields(undefined)
              const body = { ...(write.body as object), ...chosen }
              void sendAgain(write, { body, version: theirs.version }).catch(toast.problem)
            }}
            onClose={() => setFields(undefined)}
          />
        </Suspense>
      )}
    </Group>
  )
}

function textOf(write: WaitingWrite): string {
  const body = (write.body ?? {}) as Record<string, unknown>
  const texts = Object.values(body).filter((value): value is string => typeof value === 'string' && value.length > 36)
  return texts.length > 0 ? texts.join('\n') : write.what
}
