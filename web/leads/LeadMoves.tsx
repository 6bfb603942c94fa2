// What one may do with a lead now: answered, qualify, turn down, convert, hand over, delete; each with its reason when not.
import { Button, Menu } from '@mantine/core'
import { IconArrowRight, IconDots, IconPencil, IconTrash, IconUserShare } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { offeredMoves } from '#domain/leads/lifecycle.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { useSession } from '#web/kit/session.tsx'
import { assignLead, moveLead, removeLead, restoreLead } from '#web/leads/queries.ts'

const ConvertForm = lazily(() => import('#web/leads/ConvertForm.tsx'), 'ConvertForm')
const AssignForm = lazily(() => import('#web/leads/AssignForm.tsx'), 'AssignForm')
const DisqualifyForm = lazily(() => import('#web/leads/DisqualifyForm.tsx'), 'DisqualifyForm')

export function LeadMoves({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const reason = useReasonText()
  const toast = useToast()
  const navigate = useNavigate()
  const me = useSession()
  const [asked, setAsked] = useState<'convert' | 'assign' | 'disqualify'>()
  const why = (what: string) => (lead.whyNot[what] ? reason(lead.whyNot[what]) : undefined)
  const offered = offeredMoves(lead.state)
  const edit = () => void navigate({ to: `/leads/${lead.id}/edit` } as never)
  const move = (name: 'contact' | 'qualify' | 'reopen') =>
    void moveLead(lead.id, name).then(() => toast.done(t.moved[name]), toast.problem)
  const take = () =>
    void assignLead(lead.id, { ownerId: me.id }).then(() => toast.done(t.assign.done(me.name)), toast.problem)
  const remove = () =>
    void removeLead(lead.id, lead.version).then(() => {
      toast.done(t.removed(lead.name), {
        undo: () => void restoreLead(lead.id).then(() => toast.done(t.restored), toast.problem),
      })
      void navigate({ to: '/leads' })
    }, toast.problem)
  const may = (what: string) => !lead.whyNot[what]
  const steps = { contact: () => move('contact'), qualify: () => move('qualify'), reopen: () => move('reopen') }
  useCommands([
    ...(may('edit') ? [{ id: 'leads.edit', icon: IconPencil, label: t.edit, keys: 'e', run: edit }] : []),
    ...offered
      .filter((name) => may(`move.${name}`))
      .map((name) => ({
        id: `leads.${name}`,
        icon: IconArrowRight,
        label: t.moves[name],
        run: name === 'convert' || name === 'disqualify' ? () => setAsked(name) : steps[name],
      })),
    ...(may('assign')
      ? [{ id: 'leads.assign', icon: IconUserShare, label: t.assign.give, run: () => setAsked('assign') }]
      : []),
  ])
  return (
    <>
      {!lead.owner && !lead.whyNot.assign && (
        <Button variant="default" onClick={take}>
          {t.assign.take}
        </Button>
      )}
      {(['contact', 'qualify', 'reopen'] as const)
        .filter((name) => offered.includes(name))
        .map((name) => (
          <Button
            key={name}
            variant="default"
            disabled={!!why(`move.${name}`)}
            title={why(`move.${name}`)}
            onClick={() => move(name)}
          >
            {t.moves[name]}
          </Button>
        ))}
      {offered.includes('convert') && (
        <Button
          leftSection={<IconArrowRight size={16} stroke={1.5} />}
          disabled={!!why('move.convert')}
          title={why('move.convert')}
          onClick={() => setAsked('convert')}
        >
          {t.moves.convert}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={10} aria-label={t.more}>
            <IconDots size={16} stroke={1.5} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} stroke={1.5} />}
            disabled={!!why('edit')}
            title={why('edit')}
            onClick={edit}
          >
            {t.edit}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUserShare size={16} stroke={1.5} />}
            disabled={!!why('assign')}
            title={why('assign')}
            onClick={() => setAsked('assign')}
          >
            {t.assign.give}
          </Menu.Item>
          {offered.includes('disqualify') && (
            <Menu.Item
              disabled={!!why('move.disqualify')}
              title={why('move.disqualify')}
              onClick={() => setAsked('disqualify')}
            >
              {t.moves.disqualify}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            disabled={!!why('remove')}
            title={why('remove')}
            onClick={remove}
          >
            {t.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asked === 'convert' && <ConvertForm lead={lead} onClose={() => setAsked(undefined)} />}
        {asked === 'assign' && <AssignForm lead={lead} onClose={() => setAsked(undefined)} />}
        {asked === 'disqualify' && <DisqualifyForm lead={lead} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </>
  )
}
