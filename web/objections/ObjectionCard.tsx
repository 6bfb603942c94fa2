// One objection: what was said, its clock, the answer with its argument, and the moves one may make.
import { Badge, Button, Group, Skeleton, Stack } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Objection } from '#api/objections.ts'
import { type ObjectionMove, offeredMoves } from '#domain/objections/lifecycle.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'
import { AnswerForm } from '#web/objections/AnswerForm.tsx'
import styles from '#web/objections/Objections.module.css'
import { moveObjection, objectionQuery } from '#web/objections/queries.ts'

export function ObjectionCard({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(objectionQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={200} radius="md" />
  return <ObjectionFacts objection={data} />
}

export function ObjectionFacts({ objection: o }: { objection: Objection }) {
  const t = useMessages('objections')
  const f = useFormat()
  return (
    <Stack gap="md">
      <p className={styles.said}>{o.text}</p>
      <Group gap="xs">
        <Badge variant="light">{t.kinds[o.kind]}</Badge>
        <ClockWord objection={o} />
      </Group>
      <ObjectionMoves objection={o} />
      <Facts
        facts={[
          [t.columns.client, <About key="about" objection={o} />],
          [
            t.columns.contact,
            o.contact && <Named key="contact" to={`/contacts/${o.contact.id}`} name={o.contact.name} />,
          ],
          [t.columns.owner, o.owner?.name],
          [t.columns.raisedOn, f.day(o.raisedOn)],
          [t.columns.answer, o.answer && <Text key="answer" text={o.answer} />],
          [t.columns.answeredOn, o.answeredOn && f.day(o.answeredOn)],
          [t.used, o.argument && <Text key="used" text={o.argument.argument} />],
          [t.evidence, o.argument?.evidence && <Text key="evidence" text={o.argument.evidence} />],
          [t.columns.stateReason, o.stateReason],
        ]}
      />
    </Stack>
  )
}

function About({ objection: { client, lead } }: { objection: Objection }) {
  if (client) return <Named to={`/clients/${client.id}`} name={client.name} />
  return lead ? <Named to={`/leads/${lead.id}`} name={lead.name} /> : null
}

function Named({ to, name }: { to: string; name: string }) {
  return (
    <Link to={to} className="k-link">
      {name}
    </Link>
  )
}

const Text = ({ text }: { text: string }) => <span className={styles.text}>{text}</span>

/** The state, and while it waits, by when: late in red with the word, not the colour alone. */
export function ClockWord({ objection: o }: { objection: Objection }) {
  const t = useMessages('objections')
  const f = useFormat()
  if (o.clock === 'settled') return <span className="k-dim">{t.states[o.state]}</span>
  const late = o.clock === 'late'
  return (
    <span className={late ? 'k-late' : o.clock === 'dueSoon' ? 'k-risk' : 'k-dim'}>
      <IconClock size={14} stroke={1.5} aria-hidden /> {late ? t.dueLate(f.day(o.dueOn)) : t.due(f.day(o.dueOn))}
    </span>
  )
}

/** Buttons of what may be done now; answering and leaving unresolved ask for their words in place. */
export function ObjectionMoves({ objection: o }: { objection: Objection }) {
  const t = useMessages('objections')
  const toast = useToast()
  const reason = useReasonText()
  const [asking, setAsking] = useState<'answer' | 'leaveUnresolved'>()
  const run = (move: ObjectionMove) =>
    moveObjection(o.id, { move }, o.version).then((after) => toast.done(t.moved[after.state]), toast.problem)
  if (asking) return <AnswerForm objection={o} move={asking} onClose={() => setAsking(undefined)} />
  const moves = offeredMoves(o.state)
  return (
    <Group gap="xs">
      {moves.map((move) => {
        const why = o.whyNot[`move.${move}`]
        const main = move === 'answer' || move === 'accept'
        return (
          <Button
            key={move}
            size="xs"
            variant={main ? 'filled' : 'default'}
            disabled={!!why}
            title={why ? reason(why) : undefined}
            onClick={() => (move === 'answer' || move === 'leaveUnresolved' ? setAsking(move) : void run(move))}
          >
            {t.moves[move]}
          </Button>
        )
      })}
    </Group>
  )
}
