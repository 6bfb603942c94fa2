// The visibility policy as three plain sentences to choose from.
import { type VisibilityPolicy, visibilityPolicies } from '#domain/access.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/settings/PolicyChoice.module.css'

interface PolicyChoiceProps {
  value: VisibilityPolicy
  onChange(value: VisibilityPolicy): void
  disabled?: boolean
}

export function PolicyChoice({ value, onChange, disabled }: PolicyChoiceProps) {
  const t = useMessages('settings')
  return (
    <fieldset className={styles.choices} disabled={disabled}>
      <legend>{t.fields.visibility}</legend>
      {visibilityPolicies.map((policy) => (
        <label
          key={policy}
          className={styles.choice}
          data-chosen={policy === value || undefined}
          data-off={disabled || undefined}
        >
          <input type="radio" name="visibility" checked={policy === value} onChange={() => onChange(policy)} />
          <span>
            <strong>{t.policies[policy].name}</strong>
            <span>{t.policies[policy].text}</span>
            <span>{t.policies[policy].fits}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
