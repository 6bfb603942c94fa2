// Who owns the client now and owned it before, who helps with it, and why the reader sees it at all.
import { Button, Checkbox, Group, Modal, Popover, Stack, Text } from '@mantine/core'
import { IconEye, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Client, memberRoles } from '#api/clients.ts'
import { ownersQuery, reassignClient, setClientMembers, whyVisibleQuery } from '#web/clients/queries.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { people } from '#web/users/queries.ts'

export function ClientOwnership({ client }: { client: Client }) {
  const t = useMessages('clients')
  const reason = useReasonText()
  const [open, setOpen] = useState<'owner' | 'members'>()
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <span>
          <strong>{client.owner?.name ?? t.noOwner}</strong>
          {client.team && <span className="k-dim"> · {client.team.name}</span>}
        </span>
        <Button
          size="xs"
          variant="default"
          disabled={!!client.whyNot.reassign}
          title={client.whyNot.reassign ? reason(client.whyNot.reassign) : undefined}
          onClick={() => setOpen('owner')}
        >
          {t.reassign}
        </Button>
      </Group>
      {client.members.map((m) => (
        <Text key={m.userId} size="sm">
          {m.name} <span className="k-dim">· {t.memberRoles[m.role]}</span>
        </Text>
      ))}
      <Group gap="md">
        {!client.whyNot.edit && (
          <button type="button" className="k-link" onClick={() => setOpen('members')}>
            {t.sections.team}
          </button>
        )}
        <WhyVisible client={client} />
      </Group>
      <Modal opened={open === 'owner'} onClose={() => setOpen(undefined)} title={t.reassignTitle}>
        <ReassignForm client={client} onDone={() => setOpen(undefined)} />
      </Modal>
      <Modal opened={open === 'members'} onClose={() => setOpen(undefined)} title={t.sections.team} size="lg">
        <MembersForm client={client} onDone={() => setOpen(undefined)} />
      </Modal>
    </Stack>
  )
}

function WhyVisible({ client }: { client: Client }) {
  const t = useMessages('clients')
  const reason = useReasonText()
  const [open, setOpen] = useState(false)
  const { data } = useQuery({ ...whyVisibleQuery(client.id), enabled: open })
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-start" shadow="md">
      <Popover.Target>
        <button type="button" className="k-link" onClick={() => setOpen(!open)} aria-expanded={open}>
          <IconEye size={14} stroke={1.5} aria-hidden style={{ verticalAlign: -2, marginRight: 4 }} />
          {t.whyVisible}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={6}>
          {data?.grounds.map((ground) => (
            <Text key={ground.reason} size="sm">
              {reason(ground.reason, ground.details)}
            </Text>
          ))}
          {data && (
            <Text size="xs" c="dimmed">
              {t.columns.confidentiality}: {t.confidentialities[data.confidentiality]}
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function ReassignForm({ client, onDone }: { client: Client; onDone(): void }) {
  const t = useMessages('clients')
  const f = useFormat()
  const [owner, setOwner] = useState<string[]>([])
  const [from, setFrom] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { data } = useQuery(ownersQuery(client.id))
  const { save, saving, problem, errorOf } = useSaving(async () => {
    await reassignClient(client.id, {
      ownerId: owner[0] ?? null,
      ...(from ? { from } : {}),
      reason: reason.trim() || null,
    })
    onDone()
  })
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event) => [event.preventDefault(), heldByUnreadable(event.currentTarget) || void save()]}
    >
      <ErrorSummary problem={problem} />
      <OptionField
        label={t.newOwner}
        source={people}
        value={owner}
        onChange={setOwner}
        error={errorOf('ownerId')}
        required
        autoFocus
      />
      <DateField label={t.reassignFrom} value={from} onChange={setFrom} />
      <TextField label={t.reassignReason} value={reason} onChange={setReason} lines={2} />
      <Group>
        <Button type="submit" loading={saving} disabled={owner.length === 0}>
          {t.reassign}
        </Button>
      </Group>
      {data && data.owners.length > 0 && (
        <div>
          <Text size="sm" fw={650}>
            {t.ownersTitle}
          </Text>
          {data.owners.map((o) => (
            <Text key={`${o.user.id}${o.from}`} size="sm">
              {o.user.name}{' '}
              <span className="k-dim">
                {o.from ? f.day(o.from) : '…'} – {o.to ? f.day(o.to) : '…'} {o.reason}
              </span>
            </Text>
          ))}
        </div>
      )}
    </Stack>
  )
}

type Member = { userId: string; role: Client['members'][number]['role']; mayEdit: boolean }

function MembersForm({ client, onDone }: { client: Client; onDone(): void }) {
  const t = useMessages('clients')
  const kit = useMessages('kit')
  const [members, setMembers] = useState<Member[]>(client.members)
  const { save, saving, problem } = useSaving(async () => {
    await setClientMembers(
      client.id,
      members.filter((m) => m.userId).map(({ userId, role, mayEdit }) => ({ userId, role, mayEdit })),
    )
    onDone()
  })
  const change = (i: number, patch: Partial<Member>) =>
    setMembers(members.map((m, at) => (at === i ? { ...m, ...patch } : m)))
  return (
    <Stack gap="sm">
      <ErrorSummary problem={problem} />
      {members.map((m, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity before they are saved
        <Group key={i} gap="xs" align="end" wrap="wrap">
          <div style={{ flex: '1 1 200px' }}>
            <OptionField
              label={t.member.person}
              source={people}
              value={m.userId ? [m.userId] : []}
              onChange={(v) => change(i, { userId: v[0] ?? '' })}
            />
          </div>
          <ChoiceField
            label={t.member.role}
            value={m.role}
            onChange={(role) => change(i, { role: role as Member['role'] })}
            choices={memberRoles.map((r) => ({ value: r, label: t.memberRoles[r] }))}
          />
          <Checkbox
            mb={8}
            checked={m.mayEdit}
            onChange={(e) => change(i, { mayEdit: e.currentTarget.checked })}
            label={t.member.mayEdit}
          />
          <Button
            variant="subtle"
            color="gray"
            px={8}
            aria-label={t.removeLine}
            onClick={() => setMembers(members.filter((_, at) => at !== i))}
          >
            <IconTrash size={16} stroke={1.5} />
          </Button>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => setMembers([...members, { userId: '', role: 'support', mayEdit: true }])}
        >
          {t.addMember}
        </Button>
      </Group>
      <Group>
        <Button loading={saving} onClick={() => void save()}>
          {kit.save}
        </Button>
      </Group>
    </Stack>
  )
}
