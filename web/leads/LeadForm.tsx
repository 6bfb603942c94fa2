// Adding and editing a lead: who and how to reach him first, then the interest; one known already is shown while typing.
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Lead, type LeadChange, leadSources, type Match } from '#api/leads.ts'
import { languageCodes } from '#domain/choices.ts'
import { qualificationSigns } from '#domain/leads/lifecycle.ts'
import { isConflict } from '#web/kit/call.ts'
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
import { useSession } from '#web/kit/session.tsx'
import { MatchList } from '#web/leads/MatchList.tsx'
import { changeLead, createLead, findSimilarLeads } from '#web/leads/queries.ts'
import { people } from '#web/users/queries.ts'

const textFields = [
  'name',
  'personName',
  'position',
  'ico',
  'email',
  'phone',
  'web',
  'street',
  'city',
  'postcode',
  'nace',
  'interestItems',
  'interestTerms',
  'message',
  'note',
  'sourceDetail',
] as const
type TextKey = (typeof textFields)[number]
type Fields = Record<TextKey, string> & {
  country: string
  language: string
  source: Lead['source']
  known: Lead['known']
}

export interface LeadFormProps {
  lead?: Lead
  /** What is known of a new one, from the address of the page. */
  initial?: Partial<Fields>
  onSaved(lead: Lead): void
}

export function LeadForm({ lead, initial, onSaved }: LeadFormProps) {
  const t = useMessages('leads')
  const toast = useToast()
  const navigate = useNavigate()
  const me = useSession()
  const base = fieldsOf(lead, initial)
  const draft = useDraft(lead ? `lead-${lead.id}` : 'lead-new', base)
  const [ownerId, setOwnerId] = useState<string | null>(me.id)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Lead }>()
  const { value: v, change } = draft
  const done = (saved: Lead) => {
    draft.reset()
    toast.done(t.saved)
    onSaved(saved)
  }
  const saving = useSaving(async (evenIfSimilar?: boolean) => {
    if (!lead)
      return done(
        await createLead({
          ...asChange(base, v, true),
          name: v.name,
          ownerId,
          ...(evenIfSimilar ? { evenIfSimilar } : {}),
        }),
      )
    const changes = asChange(base, v)
    if (Object.keys(changes).length === 0) return onSaved(lead)
    try {
      return done(await changeLead(lead.id, changes, lead.version))
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Lead
      setConflict({ fields: conflictFields(base, v, fieldsOf(theirs), t.columns), theirs })
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!lead || !conflict) return
    setConflict(undefined)
    const merged = { ...v, ...mergedChange(base, v, chosen) } as Fields
    await changeLead(lead.id, asChange(fieldsOf(conflict.theirs), merged), conflict.theirs.version).then(
      done,
      toast.problem,
    )
  }
  const text = (name: TextKey, more: object = {}) => (
    <TextField
      name={name}
      label={t.columns[name]}
      value={v[name]}
      onChange={(value) => change({ [name]: value } as Partial<Fields>)}
      error={saving.errorOf(name)}
      {...more}
    />
  )
  const refused = saving.problem?.reason === 'leads.similar' ? saving.problem.details : undefined
  const matches = useSimilar(v, lead !== undefined)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {text('name', { autoFocus: true, maxLength: 300 })}
        <Group grow align="start">
          {text('personName', { maxLength: 200 })}
          {text('position', { maxLength: 160 })}
        </Group>
        <Group grow align="start">
          {text('phone', { kind: 'tel', maxLength: 60 })}
          {text('email', { kind: 'email', maxLength: 300 })}
        </Group>
        {!lead && matches.length > 0 && !refused && <MatchList title={t.sections.matches} matches={matches} />}
        {text('interestItems', { lines: 2 })}
        {text('interestTerms')}
        <Group grow align="start">
          <ChoiceField
            name="source"
            label={t.columns.source}
            value={v.source}
            onChange={(source) => change({ source: source as Fields['source'] })}
            choices={leadSources.map((value) => ({ value, label: t.sources[value] }))}
          />
          {text('sourceDetail')}
        </Group>
        {!lead && (
          <OptionField
            name="ownerId"
            label={t.columns.owner}
            source={people}
            value={ownerId ? [ownerId] : []}
            onChange={(ids) => setOwnerId(ids[0] ?? null)}
            error={saving.errorOf('ownerId')}
          />
        )}
        {lead && (
          <Checkbox.Group
            label={t.columns.known}
            value={v.known}
            onChange={(known) => change({ known: known as Fields['known'] })}
          >
            <Group mt={6} gap="md">
              {qualificationSigns.map((sign) => (
                <Checkbox key={sign} value={sign} label={t.signs[sign]} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {text('note', { lines: 2 })}
        <MoreSection open={['ico', 'web', 'nace', 'postcode', 'message'].some((name) => !!saving.errorOf(name))}>
          <Stack gap="md">
            <Group grow align="start">
              {text('ico', { kind: 'digits' })}
              {text('nace')}
              {text('web', { kind: 'url' })}
            </Group>
            <Group grow align="start">
              {text('street')}
              {text('city')}
              {text('postcode')}
            </Group>
            <ChoiceField
              name="language"
              label={t.columns.language}
              value={v.language}
              onChange={(language) => change({ language: language ?? 'cs' })}
              choices={languageCodes.map((code) => ({ value: code, label: code }))}
            />
            {text('message', { lines: 3 })}
          </Stack>
        </MoreSection>
        {refused && (
          <MatchList
            title={t.similar.title}
            matches={refused.matches as Match[]}
            {...(Number(refused.hidden) > 0 ? { foot: t.similar.hidden } : {})}
          />
        )}
        <SaveBar
          onSave={() => void saving.save()}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          onCancel={() => void navigate({ to: lead ? `/leads/${lead.id}` : '/leads' } as never)}
        >
          {refused && (
            <Button variant="default" onClick={() => void saving.save(true)}>
              {t.similar.anyway}
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

/** Asked while a new one is typed, once there is something to go by. */
function useSimilar(v: Fields, off: boolean): readonly Match[] {
  const [asked] = useDebouncedValue({ name: v.name || v.personName, ico: v.ico, email: v.email, phone: v.phone }, 300)
  const enough =
    asked.name.length >= 3 || asked.ico.length === 8 || asked.email.includes('@') || asked.phone.length >= 9
  const { data } = useQuery({
    queryKey: ['leads', 'similar', asked],
    queryFn: ({ signal }) => findSimilarLeads(asked, signal),
    enabled: !off && enough,
    placeholderData: (before) => before,
  })
  return enough ? (data?.matches ?? []).slice(0, 5) : []
}

function fieldsOf(lead: Lead | undefined, initial: Partial<Fields> = {}): Fields {
  const texts = Object.fromEntries(textFields.map((key) => [key, lead?.[key] ?? initial[key] ?? ''])) as Record<
    TextKey,
    string
  >
  return {
    ...texts,
    country: lead?.country ?? initial.country ?? 'CZ',
    language: lead?.language ?? initial.language ?? 'cs',
    source: lead?.source ?? initial.source ?? 'other',
    known: lead?.known ?? [],
  }
}

/** What differs from before; of a new lead everything that is filled in. Emptied texts become nothing. */
function asChange(before: Fields, after: Fields, fresh = false): LeadChange {
  const changes: Record<string, unknown> = {}
  for (const key of textFields) {
    if (fresh ? after[key] : after[key] !== before[key]) changes[key] = after[key] || (key === 'name' ? '' : null)
  }
  for (const key of ['country', 'language', 'source', 'known'] as const) {
    if (fresh || JSON.stringify(after[key]) !== JSON.stringify(before[key])) changes[key] = after[key]
  }
  return changes as LeadChange
}
