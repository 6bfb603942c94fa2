// One promise in a panel or in the day: kept by one click, its term in words, everything else in the menu.
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconBan,
  IconCircle,
  IconCircleCheck,
  IconCircleMinus,
  IconDots,
  IconFileCheck,
  IconMail,
  IconPencil,
  IconRepeat,
  IconRotate,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type Ref, Suspense, useState } from 'react'
import type { PromiseView } from '#api/promises.ts'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { useSession } from '#web/kit/session.tsx'
import line from '#web/kit/TickLine.module.css'
import type { PromiseStep } from '#web/promises/PromiseDialog.tsx'
import styles from '#web/promises/PromiseRow.module.css'
import { useDueText, usePromiseSteps } from '#web/promises/queries.ts'

const PromiseDialog = lazily(() => import('#web/promises/PromiseDialog.tsx'), 'PromiseDialog')

export interface PromiseRowProps {
  promise: PromiseView
  /** Hides what the place already says. */
  without?: readonly ('client' | 'side')[]
  /** The row under the keyboard. */
  active?: boolean
  /** Opened from outside by a key. */
  step?: PromiseStep | undefined
  onStep?(step: PromiseStep | undefined): void
  rowRef?: Ref<HTMLDivElement>
}

export function PromiseRow({ promise, without = [], active, step, onStep, rowRef }: PromiseRowProps) {
  const t = useMessages('promises')
  const f = useFormat()
  const reason = useReasonText()
  const dueText = useDueText()
  const me = useSession()
  const steps = usePromiseSteps()
  const [own, setOwn] = useState<PromiseStep>()
  const opened = step ?? own
  const open = onStep ?? setOwn
  const close = () => {
    setOwn(undefined)
    onStep?.(undefined)
  }
  const isOpen = promise.state === 'open'
  const whyNot = promise.whyNot.edit ? reason(promise.whyNot.edit) : undefined
  const today = promise.dueOn === localDay(new Date())
  // Who reads it knows his own name.
  const person =
    promise.side === 'theirs' ? promise.contact : promise.responsible?.id === me.id ? null : promise.responsible
  return (
    <div
      ref={rowRef}
      className={line.line}
      data-active={active || undefined}
      aria-current={active || undefined}
      data-settled={!isOpen || undefined}
    >
      <Tooltip label={whyNot ?? (isOpen ? t.keep : t.reopen)} openDelay={300}>
        <button
          type="button"
          className={line.tick}
          data-kept={promise.state === 'kept' || undefined}
          disabled={!!whyNot}
          aria-label={`${isOpen ? t.keep : t.reopen}: ${promise.text.slice(0, 80)}`}
          onClick={() => void (isOpen ? steps.keep(promise) : steps.reopen(promise))}
        >
          {promise.state === 'kept' ? (
            <IconCircleCheck size={20} stroke={1.5} />
          ) : promise.state === 'waived' ? (
            <IconCircleMinus size={20} stroke={1.5} />
          ) : (
            <IconCircle size={20} stroke={1.5} />
          )}
        </button>
      </Tooltip>
      <div>
        <p className={styles.text}>
          <Link to={`/promises/${promise.id}`}>{promise.text}</Link>
        </p>
        <p className={styles.facts}>
          {!without.includes('side') && (
            <span className={styles.side} data-side={promise.side}>
              {promise.kind === 'task' ? t.kinds.task : t.sides[promise.side]}
            </span>
          )}
          {isOpen ? (
            <span data-late={promise.late || undefined} data-today={today || undefined}>
              {dueText(promise)}
            </span>
          ) : (
            <span>
              {t.standings[promise.state]} {f.day(promise.settledOn)}
            </span>
          )}
          {!without.includes('client') && promise.client && (
            <span>
              <Link to={`/clients/${promise.client.id}`}>{promise.client.name}</Link>
            </span>
          )}
          {!without.includes('client') && !promise.client && promise.lead && (
            <span>
              <Link to={`/leads/${promise.lead.id}`}>{promise.lead.name}</Link>
            </span>
          )}
          {person && <span>{person.name}</span>}
          {promise.rrule && (
            <span>
              <IconRepeat size={13} stroke={1.5} role="img" aria-label={t.columns.repeats} />
            </span>
          )}
          {promise.urgedOn && <span>{t.urged(promise.urgedCount, f.day(promise.urgedOn))}</span>}
        </p>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t.more(promise.text.slice(0, 60))} data-no-print>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && (
            <Menu.Item
              leftSection={<IconFileCheck size={16} stroke={1.5} />}
              disabled={!!whyNot}
              onClick={() => open('proof')}
            >
              {t.keepWith}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconPencil size={16} stroke={1.5} />}
            disabled={!!whyNot}
            onClick={() => open('edit')}
          >
            {t.edit}
          </Menu.Item>
          {isOpen && promise.side === 'theirs' && (
            <Menu.Item
              leftSection={<IconMail size={16} stroke={1.5} />}
              disabled={!!whyNot}
              onClick={() => open('urge')}
            >
              {t.urge}
            </Menu.Item>
          )}
          {isOpen ? (
            <Menu.Item
              leftSection={<IconBan size={16} stroke={1.5} />}
              disabled={!!whyNot}
              onClick={() => open('waive')}
            >
              {t.waive}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconRotate size={16} stroke={1.5} />}
              disabled={!!whyNot}
              onClick={() => steps.reopen(promise)}
            >
              {t.reopen}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            disabled={!!whyNot}
            onClick={() => void steps.remove(promise)}
          >
            {t.remove}
          </Menu.Item>
          {whyNot && <Menu.Label maw={260}>{whyNot}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {opened && (
        <Suspense>
          <PromiseDialog promise={promise} step={opened} onClose={close} />
        </Suspense>
      )}
    </div>
  )
}
