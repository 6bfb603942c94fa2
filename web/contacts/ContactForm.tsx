// Adding and editing a person, with places in several companies.
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Contact, ContactChange, ContactDraft, PositionDraft } from '#api/contacts.ts'
import { languageCodes } from '#domain/choices.ts'
import { buyingRoles, influences, sentiments } from '#domain/contacts/buying-centre.ts'
import { ChannelLines } from '#web/clients/ClientLines.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { changeContact, colleaguesOf, createContact } from '#web/contacts/queries.ts'
import { CustomFieldInputs } from '#web/custom-fields/CustomFieldInputs.tsx'
import { isConflict, type ProblemError } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField, ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { MoreSection } from '#web/kit/form/MoreSection.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { TagPicker } from '#web/tags/TagPicker.tsx'
import { people } from '#web/users/queries.ts'

type Fields = Required<Omit<ContactChange, never>>

function fieldsOf(contact: Contact | undefined, clientId?: string): Fields {
  return {
    firstName: contact?.firstName ?? null,
    lastName: contact?.lastName ?? '',
    titleBefore: contact?.titleBefore ?? null,
    titleAfter: contact?.titleAfter ?? null,
    salutation: contact?.salutation ?? null,
    language: contact?.language ?? null,
    note: contact?.note ?? null,
    source: contact?.source ?? null,
    noContact: contact?.noContact ?? false,
    channels: contact
      ? contact.channels.map(({ id: _id, ...c }) => c)
      : [
          { type: 'phone', value: '' },
          { type: 'email', value: '' },
        ],
    positions: contact
      ? contact.positions.map((p) => ({
          clientId: p.client.id,
          position: p.position,
          department: p.department,
          buyingRoles: p.buyingRoles,
          influence: p.influence,
          sentiment: p.sentiment,
          counterpartId: p.counterpart?.id ?? null,
          reportsToId: p.reportsTo?.id ?? null,
          from: p.from,
          to: p.to,
          main: p.main,
        }))
      : clientId
        ? [{ clientId }]
        : [],
    tagIds: contact?.tags.map((tag) => tag.id) ?? [],
    custom: contact?.custom ?? {},
  }
}

const cleaned = (v: Fields): Fields => ({
  ...v,
  channels: v.channels.filter((c) => c.value.trim() !== ''),
  positions: v.positions.filter((p) => p.clientId),
})

function changeOf(base: Fields, now: Fields): ContactChange {
  const before = cleaned(base)
  return Object.fromEntries(
    Object.entries(cleaned(now)).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Fields]),
    ),
  ) as ContactChange
}

export function ContactForm({
  contact,
  clientId,
  onSaved,
}: {
  contact?: Contact
  clientId?: string
  onSaved(saved: Contact): void
}) {
  const t = useMessages('contacts')
  const toast = useToast()
  const navigate = useNavigate()
  const base = fieldsOf(contact, clientId)
  const draft = useDraft(contact ? `contact-${contact.id}` : `contact-new-${clientId ?? ''}`, base)
  const v = draft.value
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Contact }>()
  const done = (saved: Contact) => {
    draft.reset()
    toast.done(t.saved)
    onSaved(saved)
  }
  const saving = useSaving(async (evenIfSimilar?: boolean) => {
    if (!contact)
      return done(
        await createContact({ ...(cleaned(v) as ContactDraft), ...(evenIfSimilar ? { evenIfSimilar: true } : {}) }),
      )
    const change = changeOf(base, v)
    if (Object.keys(change).length === 0) return onSaved(contact)
    try {
      return done(await changeContact(contact.id, change, contact.version))
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = (error as ProblemError).problem.theirs as Contact
      const disputed = conflictFields(base, v, fieldsOf(theirs), t.columns as Record<string, string>)
      if (disputed.length === 0) return done(await changeContact(contact.id, change, theirs.version))
      setConflict({ fields: disputed, theirs })
      return undefined
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!contact || !conflict) return
    const mine = mergedChange(base, v, chosen) as Partial<Fields>
    setConflict(undefined)
    const theirs = fieldsOf(conflict.theirs)
    try {
      done(await changeContact(contact.id, changeOf(theirs, { ...theirs, ...mine }), conflict.theirs.version))
    } catch (error) {
      toast.problem(error)
    }
  }
  const similar = saving.problem?.reason === 'contacts.similar'
  const found = (saving.problem?.details?.duplicates ?? []) as { id: string; name: string; client: string | null }[]
  const set =
    <K extends keyof Fields>(key: K) =>
    (value: Fields[K]) =>
      draft.change({ [key]: value } as Partial<Fields>)
  const text = (key: 'firstName' | 'titleBefore' | 'titleAfter' | 'salutation' | 'source') => (
    <TextField name={key} label={t.columns[key]} value={v[key]} onChange={set(key)} error={saving.errorOf(key)} />
  )
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md" maw={680}>
        <ErrorSummary problem={similar ? undefined : saving.problem} labels={t.columns as Record<string, string>} />
        <Group grow align="start">
          <TextField
            name="firstName"
            label={t.columns.firstName}
            value={v.firstName}
            onChange={set('firstName')}
            error={saving.errorOf('firstName')}
            autoFocus={!contact}
          />
          <TextField
            name="lastName"
            label={t.columns.lastName}
            value={v.lastName}
            onChange={set('lastName')}
            error={saving.errorOf('lastName')}
            required
          />
        </Group>
        <ChannelLines value={v.channels} onChange={set('channels')} errorOf={(field) => saving.errorOf(field)} />
        <PositionLines value={v.positions} onChange={set('positions')} errorOf={(field) => saving.errorOf(field)} />
        <TagPicker label={t.columns.tags} value={v.tagIds} onChange={set('tagIds')} />
        <CustomFieldInputs
          clients={clientOptions}
          capability="contacts"
          value={v.custom}
          onChange={set('custom')}
          errorOf={(field) => saving.errorOf(field)}
        />
        <TextField
          name="note"
          label={t.columns.note}
          value={v.note}
          onChange={set('note')}
          error={saving.errorOf('note')}
          lines={3}
        />
        <MoreSection>
          <Stack gap="md">
            <Group grow align="start">
              {text('titleBefore')}
              {text('titleAfter')}
              {text('salutation')}
            </Group>
            <Group grow align="start">
              <ChoiceField
                label={t.columns.language}
                value={v.language}
                clearable
                onChange={set('language')}
                choices={languageCodes.map((c) => ({ value: c, label: c }))}
              />
              {text('source')}
            </Group>
            <Checkbox
              checked={v.noContact}
              onChange={(e) => draft.change({ noContact: e.currentTarget.checked })}
              label={t.columns.noContact}
            />
          </Stack>
        </MoreSection>
        {similar && (
          <Alert color="yellow" variant="light" title={t.duplicates} role="status">
            {found.map((d) => (
              <Text key={d.id} size="sm">
                <Link to={`/contacts/${d.id}`} target="_blank" className="k-link">
                  {d.name}
                </Link>{' '}
                {d.client}
              </Text>
            ))}
          </Alert>
        )}
        <SaveBar
          onSave={() => void saving.save(false)}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset(base)}
          onCancel={() =>
            void navigate({
              to: contact ? `/contacts/${contact.id}` : clientId ? `/clients/${clientId}` : '/contacts',
            } as never)
          }
        >
          {similar && (
            <Button variant="default" onClick={() => void saving.save(true)}>
              {t.saveAnyway}
            </Button>
          )}
        </SaveBar>
      </Stack>
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(chosen) => void resolve(chosen)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

function PositionLines({
  value,
  onChange,
  errorOf,
}: {
  value: PositionDraft[]
  onChange(value: PositionDraft[]): void
  errorOf(field: string): string | undefined
}) {
  const t = useMessages('contacts')
  const c = useMessages('clients')
  const change = (i: number, patch: Partial<PositionDraft>) =>
    onChange(value.map((p, at) => (at === i ? { ...p, ...patch } : p)))
  return (
    <Stack gap="sm" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" size="sm" fw={500} p={0} mb={4}>
        {t.columns.positions}
      </Text>
      {value.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity before they are saved
        <Stack key={i} gap="xs" p="sm" style={{ border: '1px solid var(--k-line)', borderRadius: 8 }}>
          <Group align="start" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <OptionField
                label={t.columns.client}
                source={clientOptions}
                value={p.clientId ? [p.clientId] : []}
                onChange={(ids) => change(i, { clientId: ids[0] ?? '', reportsToId: null })}
                error={errorOf(`positions.${i}.clientId`)}
                required
              />
            </div>
            <Button
              mt={22}
              variant="subtle"
              color="gray"
              px={8}
              aria-label={c.removeLine}
              onClick={() => onChange(value.filter((_, at) => at !== i))}
            >
              <IconTrash size={16} stroke={1.5} />
            </Button>
          </Group>
          <Group grow align="start">
            <TextField label={t.columns.position} value={p.position} onChange={(position) => change(i, { position })} />
            <TextField
              label={t.columns.department}
              value={p.department}
              onChange={(department) => change(i, { department })}
            />
          </Group>
          <ChoicesField
            label={t.columns.buyingRoles}
            value={p.buyingRoles ?? []}
            onChange={(roles) => change(i, { buyingRoles: roles as never })}
            choices={buyingRoles.map((r) => ({ value: r, label: t.roles[r] }))}
          />
          <Group grow align="start">
            <ChoiceField
              label={t.columns.influence}
              clearable
              value={p.influence ? String(p.influence) : null}
              onChange={(x) => change(i, { influence: x ? Number(x) : null })}
              choices={influences.map((n) => ({
                value: String(n),
                label: (t.influences as Record<string, string>)[String(n)] ?? String(n),
              }))}
            />
            <ChoiceField
              label={t.columns.sentiment}
              clearable
              value={p.sentiment === null || p.sentiment === undefined ? null : String(p.sentiment)}
              onChange={(x) => change(i, { sentiment: x === null ? null : Number(x) })}
              choices={sentiments.map((n) => ({
                value: String(n),
                label: (t.sentiments as Record<string, string>)[String(n)] ?? String(n),
              }))}
            />
          </Group>
          <Group grow align="start">
            {p.clientId && (
              <OptionField
                label={t.columns.reportsTo}
                source={colleaguesOf(p.clientId)}
                value={p.reportsToId ? [p.reportsToId] : []}
                onChange={(ids) => change(i, { reportsToId: ids[0] ?? null })}
                error={errorOf(`positions.${i}.reportsToId`)}
              />
            )}
            <OptionField
              label={t.columns.counterpart}
              source={people}
              value={p.counterpartId ? [p.counterpartId] : []}
              onChange={(ids) => change(i, { counterpartId: ids[0] ?? null })}
            />
          </Group>
          <Group grow align="start">
            <DateField label={t.columns.from} value={p.from ?? null} onChange={(from) => change(i, { from })} />
            <DateField
              label={t.columns.to}
              value={p.to ?? null}
              onChange={(to) => change(i, { to })}
              error={errorOf(`positions.${i}.to`)}
            />
          </Group>
          <Checkbox
            checked={p.main ?? false}
            onChange={(e) => change(i, { main: e.currentTarget.checked })}
            label={t.columns.main}
          />
        </Stack>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => onChange([...value, { clientId: '' }])}
        >
          {t.addPosition}
        </Button>
      </Group>
    </Stack>
  )
}
