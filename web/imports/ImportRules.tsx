// How rows are matched with records that are there, and what happens in the cases a list always brings.
import type { ImportOptions } from '#api/imports.ts'
import { type ImportCapability, importKeys, importModes } from '#domain/imports/fields.ts'
import styles from '#web/imports/Imports.module.css'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { MoreSection } from '#web/kit/form/MoreSection.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'
import { useSession } from '#web/kit/session.tsx'
import { people } from '#web/users/queries.ts'

export interface ImportRulesProps {
  capability: ImportCapability
  options: ImportOptions
  onChange(change: Partial<ImportOptions>): void
}

export function ImportRules({ capability, options: o, onChange }: ImportRulesProps) {
  const t = useMessages('imports')
  const session = useSession()
  const choice = <K extends string>(labels: Record<K, string>) =>
    (Object.entries(labels) as [K, string][]).map(([value, label]) => ({ value, label }))
  return (
    <Section title={t.rules.title}>
      <div className={styles.rules}>
        <ChoiceField
          label={t.rules.key}
          value={o.key}
          onChange={(key) => key && onChange({ key: key as ImportOptions['key'] })}
          choices={importKeys[capability].map((value) => ({ value, label: t.keys[value] }))}
        />
        <ChoiceField
          label={t.rules.mode}
          value={o.mode}
          onChange={(mode) => mode && onChange({ mode: mode as ImportOptions['mode'] })}
          choices={importModes.map((value) => ({ value, label: t.modes[value] }))}
        />
        {capability === 'clients' && (
          <OptionField
            label={t.rules.owner}
            source={people}
            value={o.ownerId === null ? [] : [o.ownerId ?? session.id]}
            onChange={([ownerId]) => onChange({ ownerId: ownerId ?? null })}
            placeholder={t.rules.ownerNobody}
            first={[{ value: session.id, label: session.name }]}
          />
        )}
        {capability === 'contacts' && (
          <ChoiceField
            label={t.rules.companies}
            value={o.missingCompanies}
            onChange={(value) => value && onChange({ missingCompanies: value as 'create' | 'reject' })}
            choices={choice(t.missingCompanyChoices)}
          />
        )}
      </div>
      <MoreSection open={false}>
        <div className={styles.rules}>
          <ChoiceField
            label={t.rules.emptyCells}
            value={o.emptyCells}
            onChange={(value) => value && onChange({ emptyCells: value as 'keep' | 'clear' })}
            choices={choice(t.emptyCells)}
          />
          <ChoiceField
            label={t.rules.similar}
            value={o.similar}
            onChange={(value) => value && onChange({ similar: value as 'mark' | 'reject' })}
            choices={choice(t.similarChoices)}
          />
          <ChoiceField
            label={t.rules.withoutKey}
            value={o.withoutKey}
            onChange={(value) => value && onChange({ withoutKey: value as 'byName' | 'reject' })}
            choices={choice(t.withoutKeyChoices)}
          />
          <ChoiceField
            label={t.rules.tags}
            value={o.missingTags}
            onChange={(value) => value && onChange({ missingTags: value as 'create' | 'reject' })}
            choices={choice(t.missingTagChoices)}
          />
        </div>
      </MoreSection>
    </Section>
  )
}
