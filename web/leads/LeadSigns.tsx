// The four things asked before somebody becomes a prospect, ticked in place: shown at once, taken back when refused.
import { Checkbox, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { changeLead } from '#web/leads/queries.ts'

type Sign = Lead['known'][number]

export function LeadSigns({ lead, signs }: { lead: Lead; signs: readonly Sign[] }) {
  const t = useMessages('leads')
  const toast = useToast()
  const [known, setKnown] = useState<readonly Sign[]>(lead.known)
  const version = useRef(lead.version)
  // Ticks one after another wait for each other, so that each names the version the one before it left.
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const waiting = useRef(0)
  useEffect(() => {
    if (waiting.current > 0) return
    version.current = lead.version
    setKnown(lead.known)
  }, [lead.version, lead.known])
  const set = (sign: Sign, on: boolean) => {
    const next = on ? [...known, sign] : known.filter((one) => one !== sign)
    setKnown(next)
    waiting.current++
    last.current = last.current
      .then(() => changeLead(lead.id, { known: [...next] }, version.current))
      .then(
        (after) => {
          version.current = after.version
        },
        (error) => {
          setKnown(lead.known)
          toast.problem(error)
        },
      )
      .finally(() => {
        waiting.current--
      })
  }
  return (
    <Stack gap={6}>
      {signs.map((sign) => (
        <Checkbox
          key={sign}
          label={t.signs[sign]}
          checked={known.includes(sign)}
          disabled={!!lead.whyNot.edit}
          onChange={(event) => set(sign, event.currentTarget.checked)}
        />
      ))}
      <Text size="sm" c="dimmed">
        {t.knownHelp(known.length)}
      </Text>
    </Stack>
  )
}
