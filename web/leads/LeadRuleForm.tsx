// One rule: what it asks for and who takes turns.
import { Group, Switch } from '@mantine/core'
import type { LeadRule, LeadRuleDraft } from '#api/lead-forms.ts'
import { leadSources } from '#api/leads.ts'
import { languageCodes } from '#domain/choices.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { changeLeadRule, createLeadRule } from '#web/leads/queries.ts'
import { people } from '#web/users/queries.ts'

/** Lists are typed with commas or spaces. */
const listOf = (text: string) => [...new Set(text.split(/[,;\s]+/).filter(Boolean))]

export function LeadRuleForm({ rule, onClose }: { rule?: LeadRule; onClose(): void }) {
  const t = useMessages('leads')
  const toast = useToast()
  const draft = useDraft(`lead-rule-${rule ? `${rule.id}-${rule.version}` : 'new'}`, {
    name: rule?.name ?? '',
    sources: [...(rule?.sources ?? [])] as string[],
    postcodes: rule?.postcodes.join(', ') ?? '',
    countries: rule?.countries.join(', ') ?? '',
    naces: rule?.naces.join(', ') ?? '',
    languages: [...(rule?.languages ?? [])],
    userIds: rule?.users.map((user) => user.id) ?? [],
    active: rule?.active ?? true,
  })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const body: LeadRuleDraft = {
      ...v,
      sources: v.sources as LeadRuleDraft['sources'] & string[],
      postcodes: listOf(v.postcodes),
      countries: listOf(v.countries.toUpperCase()),
      naces: listOf(v.naces),
    }
    if (rule) await changeLeadRule(rule.id, body, rule.version)
    else await createLeadRule(body)
    toast.done(t.saved)
    close()
  })
  const ready = v.name.trim() && v.userIds.length > 0
  return (
    <FormDialog
      onClose={close}
      size="lg"
      title={rule ? t.rules.edit(rule.name) : t.rules.add}
      saving={saving}
      labels={t.rules}
      draft={draft}
      ready={!!ready}
      onSave={() => void saving.save()}
    >
      <TextField
        name="name"
        label={t.rules.name}
        value={v.name}
        onChange={(name) => change({ name })}
        error={saving.errorOf('name')}
        maxLength={120}
        required
        autoFocus
      />
      <OptionField
        name="userIds"
        label={t.rules.users}
        help={t.rules.usersHelp}
        source={people}
        value={v.userIds}
        onChange={(userIds) => change({ userIds })}
        error={v.userIds.map((_, i) => saving.errorOf(`userIds.${i}`)).find(Boolean)}
        multiple
        required
      />
      <ChoicesField
        label={t.rules.sources}
        value={v.sources}
        onChange={(sources) => change({ sources })}
        choices={leadSources.map((value) => ({ value, label: t.sources[value] }))}
      />
      <TextField
        name="postcodes"
        label={t.rules.postcodes}
        help={t.rules.postcodesHelp}
        value={v.postcodes}
        onChange={(postcodes) => change({ postcodes })}
      />
      <TextField
        name="naces"
        label={t.rules.naces}
        help={t.rules.nacesHelp}
        value={v.naces}
        onChange={(naces) => change({ naces })}
      />
      <Group grow align="start">
        <TextField
          name="countries"
          label={t.rules.countries}
          value={v.countries}
          onChange={(countries) => change({ countries })}
          placeholder="CZ, SK"
        />
        <ChoicesField
          label={t.rules.languages}
          value={v.languages}
          onChange={(languages) => change({ languages })}
          choices={languageCodes.map((code) => ({ value: code, label: code }))}
        />
      </Group>
      <Switch
        label={t.rules.active}
        checked={v.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </FormDialog>
  )
}
