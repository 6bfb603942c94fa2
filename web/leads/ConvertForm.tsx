// Makes a client and a person of a lead, or joins it to ones that exist; who it may already be is offered first.
import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Conversion, Lead } from '#api/leads.ts'
import { clientStateOf } from '#domain/leads/lifecycle.ts'
import { splitPersonName } from '#domain/leads/person-name.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { contactOptions } from '#web/contacts/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { MatchList } from '#web/leads/MatchList.tsx'
import { convertLead, leadMatchesQuery } from '#web/leads/queries.ts'

export function ConvertForm({ lead, onClose }: { lead: Lead; onClose(): void }) {
  const t = useMessages('leads')
  const toast = useToast()
  const navigate = useNavigate()
  const split = splitPersonName(lead.personName ?? '')
  const [clientWay, setClientWay] = useState<'new' | 'existing'>('new')
  const [personWay, setPersonWay] = useState<'new' | 'existing' | 'none'>(
    split || lead.email || lead.phone ? 'new' : 'none',
  )
  const [v, setV] = useState({
    clientName: lead.name,
    clientId: '',
    contactId: '',
    firstName: split?.firstName ?? '',
    lastName: split?.lastName ?? '',
    position: lead.position ?? '',
  })
  const set = (patch: Partial<typeof v>) => setV((before) => ({ ...before, ...patch }))
  const matches = (useQuery(leadMatchesQuery(lead.id)).data?.matches ?? []).filter((match) => match.type !== 'leads')
  const saving = useSaving(async (evenIfSimilar: boolean) => {
    const body: Conversion = {
      ...(clientWay === 'existing' ? { clientId: v.clientId } : { clientName: v.clientName.trim() }),
      ...(personWay === 'none' ? { contactId: null } : {}),
      ...(personWay === 'existing' ? { contactId: v.contactId } : {}),
      // Names as they were split; a title that was not edited away is kept by the product itself.
      ...(personWay === 'new' && (v.lastName !== split?.lastName || v.firstName !== (split?.firstName ?? ''))
        ? { firstName: v.firstName || null, lastName: v.lastName }
        : {}),
      ...(personWay === 'new' ? { position: v.position || null } : {}),
      ...(evenIfSimilar ? { evenIfSimilar } : {}),
    }
    const after = await convertLead(lead.id, body)
    toast.done(t.convert.done(after.client?.name ?? ''))
    onClose()
    if (after.client) void navigate({ to: `/clients/${after.client.id}` } as never)
  })
  const similar = saving.problem?.reason === 'clients.similar' || saving.problem?.reason === 'contacts.similar'
  const ready =
    (clientWay === 'new' ? v.clientName.trim() : v.clientId) &&
    (personWay === 'none' || (personWay === 'existing' ? v.contactId : v.lastName.trim()))
  return (
    <FormDialog
      onClose={onClose}
      size="lg"
      title={t.convert.title(lead.name)}
      saving={saving}
      ready={!!ready}
      onSave={() => void saving.save(false)}
      label={t.convert.run}
      buttons={
        similar && (
          <Button variant="default" onClick={() => void saving.save(true)}>
            {t.convert.anyway}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t.convert.intro}</Text>
      {similar ? (
        <Text className="k-risk" role="alert">
          {t.convert.similar}
        </Text>
      ) : (
        <ErrorSummary problem={saving.problem} labels={t.columns} />
      )}
      {matches.length > 0 && (
        <MatchList
          title={t.sections.matches}
          matches={matches}
          choose={(match) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                if (match.type === 'clients') {
                  setClientWay('existing')
                  set({ clientId: match.id })
                } else {
                  setPersonWay('existing')
                  set({ contactId: match.id })
                }
              }}
            >
              {match.type === 'clients' ? t.convert.existing : t.convert.existingPerson}
            </Button>
          )}
        />
      )}
      <SegmentedControl
        aria-label={t.convert.client}
        value={clientWay}
        onChange={(way) => setClientWay(way as typeof clientWay)}
        data={[
          { value: 'new', label: t.convert.newClient },
          { value: 'existing', label: t.convert.existing },
        ]}
      />
      {clientWay === 'new' ? (
        <TextField
          name="clientName"
          label={t.convert.client}
          value={v.clientName}
          onChange={(clientName) => set({ clientName })}
          help={clientStateOf(lead.known) === 'prospect' ? t.convert.becameProspect : t.convert.becameLead}
          maxLength={300}
          required
        />
      ) : (
        <OptionField
          name="clientId"
          label={t.convert.client}
          source={clientOptions}
          value={v.clientId ? [v.clientId] : []}
          onChange={(ids) => set({ clientId: ids[0] ?? '' })}
          required
        />
      )}
      <SegmentedControl
        aria-label={t.convert.person}
        value={personWay}
        onChange={(way) => setPersonWay(way as typeof personWay)}
        data={[
          { value: 'new', label: t.convert.newPerson },
          { value: 'existing', label: t.convert.existingPerson },
          { value: 'none', label: t.convert.noPerson },
        ]}
      />
      {personWay === 'new' && (
        <Group grow align="start">
          <TextField
            name="firstName"
            label={t.columns.firstName}
            value={v.firstName}
            onChange={(firstName) => set({ firstName })}
            maxLength={120}
          />
          <TextField
            name="lastName"
            label={t.columns.lastName}
            value={v.lastName}
            onChange={(lastName) => set({ lastName })}
            error={saving.errorOf('lastName')}
            maxLength={160}
            required
          />
          <TextField
            name="position"
            label={t.columns.position}
            value={v.position}
            onChange={(position) => set({ position })}
            maxLength={160}
          />
        </Group>
      )}
      {personWay === 'existing' && (
        <OptionField
          name="contactId"
          label={t.convert.person}
          source={contactOptions}
          value={v.contactId ? [v.contactId] : []}
          onChange={(ids) => set({ contactId: ids[0] ?? '' })}
          required
        />
      )}
    </FormDialog>
  )
}
