// Adding and editing a client: the few fields that matter first, the rest behind "more"; a double is shown while typing.
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Client, type ClientChange, clientKinds, initialStates } from '#api/clients.ts'
import { confidentialities } from '#domain/access.ts'
import { currencyCodes, languageCodes } from '#domain/choices.ts'
import { ClientDuplicates } from '#web/clients/ClientDuplicates.tsx'
import { AccountLines, AddressLines, ChannelLines } from '#web/clients/ClientLines.tsx'
import { type ClientFields, changeOf, draftOf, fieldsOf } from '#web/clients/client-fields.ts'
import { changeClient, clientOptions, createClient } from '#web/clients/queries.ts'
import { CustomFieldInputs } from '#web/custom-fields/CustomFieldInputs.tsx'
import { isConflict, type ProblemError } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
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

export interface ClientFormProps {
  client?: Client
  onSaved(saved: Client): void
  /** What can fill a new client by itself, such as the register; given by the page above. */
  prefill?(fill: (found: Partial<ClientFields>) => void): ReactNode
}

export function ClientForm({ client, onSaved, prefill }: ClientFormProps) {
  const t = useMessages('clients')
  const toast = useToast()
  const navigate = useNavigate()
  const base = fieldsOf(client)
  const draft = useDraft(client ? `client-${client.id}` : 'client-new', base)
  const v = draft.value
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Client }>()
  const [anyway, setAnyway] = useState(false)

  const done = (saved: Client) => {
    draft.reset()
    toast.done(t.saved)
    onSaved(saved)
  }
  const saving = useSaving(async (evenIfSimilar?: boolean) => {
    if (!client) return done(await createClient({ ...draftOf(v), ...(evenIfSimilar ? { evenIfSimilar: true } : {}) }))
    const change = changeOf(base, v)
    if (Object.keys(change).length === 0) return onSaved(client)
    try {
      return done(await changeClient(client.id, change, client.version))
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = (error as ProblemError).problem.theirs as Client
      const disputed = conflictFields(base, v, fieldsOf(theirs), t.columns as Record<string, string>)
      // Nothing both of us touched: my changes go on top of theirs without asking.
      if (disputed.length === 0) return done(await changeClient(client.id, change, theirs.version))
      setConflict({ fields: disputed, theirs })
      return undefined
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!client || !conflict) return
    const merged = mergedChange(base, v, chosen) as Partial<ClientFields>
    setConflict(undefined)
    try {
      done(
        await changeClient(
          client.id,
          changeOf(fieldsOf(conflict.theirs), { ...fieldsOf(conflict.theirs), ...merged }) as ClientChange,
          conflict.theirs.version,
        ),
      )
    } catch (error) {
      toast.problem(error)
    }
  }
  const similar = saving.problem?.reason === 'clients.similar'
  const set =
    <K extends keyof ClientFields>(key: K) =>
    (value: ClientFields[K]) =>
      draft.change({ [key]: value } as Partial<ClientFields>)
  const errorOf = (field: string) => saving.errorOf(field)

  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md" maw={680}>
        <ErrorSummary problem={similar ? undefined : saving.problem} labels={t.columns as Record<string, string>} />
        {!client && prefill?.(draft.change)}
        <TextField
          name="name"
          label={t.columns.name}
          value={v.name}
          onChange={set('name')}
          error={errorOf('name')}
          required
          autoFocus={!client}
        />
        <Group grow align="start">
          <TextField
            name="ico"
            label={t.columns.ico}
            value={v.ico}
            onChange={set('ico')}
            error={errorOf('ico')}
            kind="digits"
          />
          <TextField name="dic" label={t.columns.dic} value={v.dic} onChange={set('dic')} error={errorOf('dic')} />
        </Group>
        <ClientDuplicates name={v.name} ico={v.ico} channels={v.channels} exceptId={client?.id} />
        <ChannelLines value={v.channels} onChange={set('channels')} errorOf={errorOf} />
        <AddressLines value={v.addresses} onChange={set('addresses')} errorOf={errorOf} />
        <Group grow align="start">
          {!client && (
            <ChoiceField
              label={t.columns.state}
              value={v.state}
              onChange={(state) => draft.change({ state: state as ClientFields['state'] })}
              choices={initialStates.map((s) => ({ value: s, label: t.states[s] }))}
            />
          )}
          {!client && (
            <OptionField
              label={t.columns.owner}
              source={people}
              value={v.ownerId ? [v.ownerId] : []}
              onChange={(ids) => draft.change({ ownerId: ids[0] ?? null })}
              error={errorOf('ownerId')}
            />
          )}
        </Group>
        <TagPicker label={t.columns.tags} value={v.tagIds} onChange={set('tagIds')} />
        <CustomFieldInputs
          capability="clients"
          clients={clientOptions}
          value={v.custom}
          onChange={set('custom')}
          errorOf={errorOf}
        />
        <TextField
          name="note"
          label={t.columns.note}
          value={v.note}
          onChange={set('note')}
          error={errorOf('note')}
          lines={4}
        />
        <MoreSection
          open={['number', 'nace', 'bankAccounts', 'timeZone'].some((f) =>
            saving.problem?.errors?.some((e) => e.field.startsWith(f)),
          )}
        >
          <Stack gap="md">
            <Group grow align="start">
              <TextField
                name="number"
                label={t.columns.number}
                value={v.number}
                onChange={set('number')}
                error={errorOf('number')}
              />
              <ChoiceField
                label={t.columns.kind}
                value={v.kind}
                onChange={(kind) => draft.change({ kind: kind as ClientFields['kind'] })}
                choices={clientKinds.map((k) => ({ value: k, label: t.kinds[k] }))}
              />
            </Group>
            {!client && (
              <OptionField
                label={t.columns.parent}
                source={clientOptions}
                value={v.parentId ? [v.parentId] : []}
                onChange={(ids) => draft.change({ parentId: ids[0] ?? null })}
                error={errorOf('parentId')}
              />
            )}
            <Checkbox.Group
              label={t.whatIsIt}
              value={roles.filter((r) => v[r])}
              onChange={(on) => draft.change(Object.fromEntries(roles.map((r) => [r, on.includes(r)])))}
            >
              <Group mt={6} gap="md">
                {roles.map((r) => (
                  <Checkbox key={r} value={r} label={t.relationsToUs[r]} />
                ))}
              </Group>
            </Checkbox.Group>
            <AccountLines value={v.bankAccounts} onChange={set('bankAccounts')} errorOf={errorOf} />
            <Group grow align="start">
              <ChoiceField
                label={t.columns.language}
                value={v.language}
                onChange={(x) => draft.change({ language: x ?? 'cs' })}
                choices={languageCodes.map((c) => ({ value: c, label: c }))}
              />
              <ChoiceField
                label={t.columns.currency}
                value={v.currency}
                onChange={(x) => draft.change({ currency: x ?? 'CZK' })}
                choices={currencyCodes.map((c) => ({ value: c, label: c }))}
              />
              <TextField
                name="timeZone"
                label={t.columns.timeZone}
                value={v.timeZone}
                onChange={set('timeZone')}
                error={errorOf('timeZone')}
              />
            </Group>
            <Group grow align="start">
              <TextField
                name="nace"
                label={t.columns.nace}
                value={v.nace}
                onChange={set('nace')}
                error={errorOf('nace')}
              />
              <TextField
                name="source"
                label={t.columns.source}
                value={v.source}
                onChange={set('source')}
                error={errorOf('source')}
              />
              <ChoiceField
                label={t.columns.confidentiality}
                value={v.confidentiality}
                onChange={(x) => draft.change({ confidentiality: x as ClientFields['confidentiality'] })}
                choices={confidentialities.map((c) => ({ value: c, label: t.confidentialities[c] }))}
              />
            </Group>
            <Group gap="md">
              {(['noContact', 'creditHold', 'sanctionsBlock'] as const).map((flag) => (
                <Checkbox
                  key={flag}
                  checked={v[flag]}
                  onChange={(e) => draft.change({ [flag]: e.currentTarget.checked })}
                  label={t.columns[flag]}
                />
              ))}
            </Group>
          </Stack>
        </MoreSection>
        {similar && <ClientDuplicates found={(saving.problem?.details?.duplicates ?? []) as never} />}
        <SaveBar
          onSave={() => void saving.save(anyway)}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset(base)}
          onCancel={() => void navigate({ to: client ? `/clients/${client.id}` : '/clients' } as never)}
        >
          {similar && (
            <Button
              variant="default"
              onClick={() => {
                setAnyway(true)
                void saving.save(true)
              }}
            >
              {t.duplicates.anyway}
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

const roles = ['isClient', 'isSupplier', 'isPartner', 'isCompetitor'] as const
