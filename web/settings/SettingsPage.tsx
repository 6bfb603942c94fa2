// The firm: its details and who sees which clients.
import { Alert, Stack } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Settings, SettingsChange } from '#api/settings.ts'
import { visibilityPolicies } from '#domain/access.ts'
import { type TimeZone, timeZones } from '#domain/settings/time-zones.ts'
import { isConflict } from '#web/kit/call.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'
import { PolicyChoice } from '#web/settings/PolicyChoice.tsx'
import { saveSettings, settingsQuery } from '#web/settings/queries.ts'

export function SettingsPage() {
  const t = useMessages('settings')
  const { data, error, refetch } = useQuery(settingsQuery)
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  return (
    <Page title={t.title} above={<FirmPlaces />} below={t.lead} width="narrow">
      {data && <SettingsForm key={data.version} settings={data} />}
    </Page>
  )
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useMessages('settings')
  const mayChange = useMay()('firm.administer')
  const toast = useToast()
  const { version, ...base } = settings
  const draft = useDraft('firm', base)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Settings }>()
  const { value, change } = draft

  const store = async (body: SettingsChange, on: number) => {
    await saveSettings(body, on)
    draft.reset()
    setConflict(undefined)
    toast.done(t.saved)
  }
  const saving = useSaving(async () => {
    try {
      await store(mergedChange(base, value, {}) as SettingsChange, version)
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Settings
      setConflict({ theirs, fields: conflictFields(base, value, theirs, t.fields) })
    }
  })
  const narrower = visibilityPolicies.indexOf(value.visibility) > visibilityPolicies.indexOf(base.visibility)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <ErrorSummary problem={saving.problem} labels={t.fields} />
      {!mayChange && (
        <Alert color="gray" variant="light" icon={<IconInfoCircle size={20} stroke={1.5} />} mb="md">
          {t.readOnly}
        </Alert>
      )}
      <Section>
        <Stack gap="md">
          <TextField
            name="firmName"
            label={t.fields.firmName}
            value={value.firmName}
            onChange={(firmName) => change({ firmName })}
            error={saving.errorOf('firmName')}
            disabled={!mayChange}
            maxLength={200}
            required
          />
          <TextField
            name="ico"
            kind="digits"
            label={t.fields.ico}
            help={t.fields.icoHelp}
            value={value.ico}
            onChange={(ico) => change({ ico })}
            error={saving.errorOf('ico')}
            disabled={!mayChange}
            maxLength={20}
          />
          <ChoiceField
            name="language"
            label={t.fields.language}
            help={t.fields.languageHelp}
            value={value.language}
            onChange={(language) => change({ language: language === 'en' ? 'en' : 'cs' })}
            choices={[
              { value: 'cs', label: t.languages.cs },
              { value: 'en', label: t.languages.en },
            ]}
            disabled={!mayChange}
          />
          <ChoiceField
            name="currency"
            label={t.fields.currency}
            help={t.fields.currencyHelp}
            value={value.currency}
            onChange={(currency) => change({ currency: currency ?? 'CZK' })}
            choices={[...new Set([...currencies, base.currency])].map((code) => ({ value: code, label: code }))}
            error={saving.errorOf('currency')}
            disabled={!mayChange}
          />
          <ChoiceField
            name="timeZone"
            label={t.fields.timeZone}
            help={t.fields.timeZoneHelp}
            value={value.timeZone}
            onChange={(timeZone) => change({ timeZone: (timeZone ?? 'Europe/Prague') as TimeZone })}
            choices={timeZones.map((zone) => ({ value: zone, label: zone.replace('Europe/', '') }))}
            disabled={!mayChange}
          />
        </Stack>
      </Section>
      <Section>
        <Stack gap="md">
          <PolicyChoice
            value={value.visibility}
            onChange={(visibility) => change({ visibility })}
            disabled={!mayChange}
          />
          <span className="k-dim">{t.policyAlways}</span>
          {draft.changed('visibility') && (
            <Alert
              color={narrower ? 'amber' : 'gray'}
              variant="light"
              role="status"
              icon={<IconInfoCircle size={20} stroke={1.5} />}
            >
              {narrower && `${t.policyNarrower} `}
              {t.policyChange}
            </Alert>
          )}
        </Stack>
      </Section>
      {mayChange && (
        <SaveBar
          onSave={() => draft.dirty && void saving.save()}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!draft.dirty}
        />
      )}
      <ConflictDialog
        fields={conflict?.fields}
        onClose={() => setConflict(undefined)}
        onResolve={(chosen) => {
          if (!conflict) return
          store(mergedChange(base, value, chosen) as SettingsChange, conflict.theirs.version).catch(toast.problem)
        }}
      />
    </form>
  )
}

const currencies = ['CZK', 'EUR', 'USD', 'GBP', 'PLN', 'HUF', 'CHF']
