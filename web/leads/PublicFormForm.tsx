// One public form: what it asks, what it says, and which websites may embed it.
import { Checkbox, Group, SegmentedControl, Switch } from '@mantine/core'
import { type FormField, formFields, type LeadForm } from '#api/lead-forms.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { changeLeadForm, createLeadForm } from '#web/leads/queries.ts'

export function PublicFormForm({ form, onClose }: { form?: LeadForm; onClose(): void }) {
  const t = useMessages('leads')
  const toast = useToast()
  const draft = useDraft(`lead-form-${form ? `${form.id}-${form.version}` : 'new'}`, {
    name: form?.name ?? '',
    language: form?.language ?? ('cs' as LeadForm['language']),
    fields: [...(form?.fields ?? ['name', 'personName', 'email', 'phone', 'message'])] as string[],
    intro: form?.intro ?? '',
    thanks: form?.thanks ?? '',
    consent: form?.consent ?? '',
    origins: form?.origins.join('\n') ?? '',
    active: form?.active ?? true,
  })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const body = {
      ...v,
      fields: v.fields as FormField[],
      intro: v.intro.trim() || null,
      thanks: v.thanks.trim() || null,
      consent: v.consent.trim() || null,
      origins: v.origins.split(/\s+/).filter(Boolean),
    }
    if (form) await changeLeadForm(form.id, body, form.version)
    else await createLeadForm(body)
    toast.done(t.saved)
    close()
  })
  const wrongOrigin = saving.problem?.errors?.find((error) => error.field.startsWith('origins'))
  return (
    <FormDialog
      onClose={close}
      size="lg"
      title={form ? t.forms.edit(form.name) : t.forms.add}
      saving={saving}
      labels={t.forms}
      draft={draft}
      ready={v.name.trim() !== ''}
      onSave={() => void saving.save()}
    >
      <TextField
        name="name"
        label={t.forms.name}
        value={v.name}
        onChange={(name) => change({ name })}
        error={saving.errorOf('name')}
        maxLength={120}
        required
        autoFocus
      />
      <SegmentedControl
        aria-label={t.forms.language}
        w="fit-content"
        value={v.language}
        onChange={(language) => change({ language: language as LeadForm['language'] })}
        data={[
          { value: 'cs', label: 'Čeština' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Checkbox.Group
        label={t.forms.fields}
        value={v.fields}
        onChange={(fields) => change({ fields })}
        error={saving.errorOf('fields')}
      >
        <Group mt={6} gap="sm">
          {formFields.map((field) => (
            <Checkbox key={field} value={field} label={t.publicForm.labels[field]} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextField
        name="intro"
        label={t.forms.introText}
        value={v.intro}
        onChange={(intro) => change({ intro })}
        lines={2}
        maxLength={2000}
      />
      <TextField
        name="thanks"
        label={t.forms.thanks}
        value={v.thanks}
        onChange={(thanks) => change({ thanks })}
        placeholder={t.publicForm.thanks}
        maxLength={2000}
      />
      <TextField
        name="consent"
        label={t.forms.consent}
        help={t.forms.consentHelp}
        value={v.consent}
        onChange={(consent) => change({ consent })}
        lines={2}
        maxLength={4000}
      />
      <TextField
        name="origins"
        label={t.forms.origins}
        help={t.forms.originsHelp}
        value={v.origins}
        onChange={(origins) => change({ origins })}
        error={wrongOrigin?.title}
        lines={2}
      />
      <Switch
        label={t.forms.active}
        checked={v.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </FormDialog>
  )
}
