// One offered step: whom, what, why, by when, with whom to call; done, put off or muted in place.
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBellOff, IconCircle, IconClockPause, IconDots, IconExternalLink, IconPhone } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Ref } from 'react'
import type { Step } from '#api/days.ts'
import { abcWeights } from '#domain/days/next-best-action.ts'
import { ClassBadge } from '#web/clients/ClientBadges.tsx'
import styles from '#web/days/DayPage.module.css'
import { useCalling } from '#web/days/use-calling.ts'
import { useFormat, useLanguage, useMessages } from '#web/kit/language.tsx'
import line from '#web/kit/TickLine.module.css'

export interface StepLineProps {
  step: Step
  active: boolean
  /** Shows whose step it is: in the day of a team. */
  named: boolean
  today: string
  onDone(): void
  onSnooze(): void
  onMute(): void
  rowRef?: Ref<HTMLDivElement>
}

type Said = (details: Record<string, string | number | null>) => string
interface Words {
  action?: string | Said
  reason?: string | Said
}

/** The words of a step's rule, spoken by the capability that offers it; days among its details in the reader's language. */
export function useStepWords() {
  const { messages } = useLanguage()
  const f = useFormat()
  return (step: Pick<Step, 'capability' | 'rule' | 'details'>): { action: string; reason: string } => {
    const capability = (messages as unknown as Record<string, { steps?: Record<string, Words> } | undefined>)[
      step.capability
    ]
    const words = capability?.steps?.[step.rule] ?? {}
    const details = Object.fromEntries(
      Object.entries(step.details).map(([key, value]) => [
        key,
        typeof value === 'string' && /On$/.test(key) ? f.day(value) : value,
      ]),
    )
    const say = (text: string | Said | undefined) => (typeof text === 'function' ? text(details) : (text ?? ''))
    return { action: say(words.action), reason: say(words.reason) }
  }
}

export function StepLine({ step, active, named, today, onDone, onSnooze, onMute, rowRef }: StepLineProps) {
  const t = useMessages('days')
  const f = useFormat()
  const navigate = useNavigate()
  const call = useCalling()
  const words = useStepWords()(step)
  const touch = step.rule === 'touch'
  const planned = step.details.why === 'planned'
  // A cadence has no day that somebody was promised: only a long silence is told apart.
  const late = touch && !planned ? step.details.silent === 1 : step.dueOn < today
  const weight = abcWeights[step.abc]
  const nearness = step.priority - 10 * step.severity - 5 * weight
  const phone = step.contact?.phone
  return (
    <div ref={rowRef} className={line.line} data-active={active || undefined} aria-current={active || undefined}>
      <Tooltip label={t.actions.done} openDelay={300}>
        <button
          type="button"
          className={line.tick}
          disabled={!step.mine}
          aria-label={`${t.actions.done}: ${step.name}, ${words.action}`}
          onClick={onDone}
        >
          <IconCircle size={20} stroke={1.5} />
        </button>
      </Tooltip>
      <div className={styles.said}>
        <p className={styles.what}>
          <Link to={step.href} className={styles.name}>
            {step.name}
          </Link>
          <ClassBadge value={step.class as never} />
          {(!touch || planned) && <span className={styles.action}>{words.action}</span>}
        </p>
        <p className={styles.why}>
          <span data-late={(touch && late) || undefined}>{words.reason}</span>
          {(!touch || planned) && (
            <span data-late={late || undefined} data-today={step.dueOn === today || undefined}>
              {late ? `${t.late}, ${f.relativeDay(step.dueOn)}` : f.relativeDay(step.dueOn)}
            </span>
          )}
          {named && <span>{step.user.name}</span>}
        </p>
      </div>
      <div className={styles.ends} data-no-print>
        <Tooltip
          label={t.priorityOf(step.priority, step.severity, weight, nearness)}
          multiline
          maw={280}
          openDelay={200}
        >
          <span className={styles.priority} role="img" aria-label={t.priority(step.priority)}>
            {step.priority}
          </span>
        </Tooltip>
        {phone && (
          <Tooltip label={`${step.contact?.name}, ${phone}`} openDelay={300}>
            <ActionIcon
              aria-label={t.actions.call(step.contact?.name ?? step.name)}
              onClick={() => call({ number: phone, clientId: step.clientId, contactId: step.contact?.id ?? null })}
            >
              <IconPhone size={17} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`${t.actions.plan}: ${step.name}`}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconExternalLink size={16} stroke={1.5} />}
              onClick={() => void navigate({ to: step.href })}
            >
              {t.actions.open}
            </Menu.Item>
            <Menu.Item leftSection={<IconClockPause size={16} stroke={1.5} />} disabled={!step.mine} onClick={onSnooze}>
              {t.actions.snooze}
            </Menu.Item>
            <Menu.Item leftSection={<IconBellOff size={16} stroke={1.5} />} disabled={!step.mine} onClick={onMute}>
              {t.actions.mute}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  )
}
