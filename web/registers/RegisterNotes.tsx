// What a register warns of; a trace of insolvency, liquidation and an end stand out.
import { IconAlertTriangle } from '@tabler/icons-react'
import type { RegisterCompany } from '#api/registers.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/registers/registers.module.css'

const grave: readonly string[] = ['insolvency', 'liquidation', 'ended']
/** Of interest only while a client is being entered. */
const quiet: readonly string[] = ['severalBranches', 'naturalPerson']

export function RegisterNotes({ company, entering = false }: { company: RegisterCompany; entering?: boolean }) {
  const t = useMessages('registers')
  const shown = company.warnings.filter((warning) => entering || !quiet.includes(warning))
  if (shown.length === 0) return null
  return (
    <ul className={styles.notes}>
      {shown.map((warning) => (
        <li key={warning} className={grave.includes(warning) ? 'k-risk' : 'k-dim'}>
          {grave.includes(warning) && <IconAlertTriangle size={16} stroke={1.5} aria-hidden />}
          {warning === 'severalBranches' && entering ? t.prefill.branches : t.warnings[warning]}
        </li>
      ))}
    </ul>
  )
}
