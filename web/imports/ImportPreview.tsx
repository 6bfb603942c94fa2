// The first rows as they would be stored: the outcome of each, what is wrong at the very cell, and whom it resembles.
import { Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ImportDescription, ImportOptions, PreviewRow } from '#api/imports.ts'
import styles from '#web/imports/Imports.module.css'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export interface ImportPreviewProps {
  description: ImportDescription
  options: ImportOptions
  rows: readonly PreviewRow[] | undefined
  busy: boolean
  problem: unknown
}

const colors = { create: 'green', update: 'teal', unchanged: 'gray', reject: 'red' } as const

export function ImportPreview({ description, options, rows, busy, problem }: ImportPreviewProps) {
  const t = useMessages('imports')
  const reasonText = useReasonText()
  const columns = options.columns.filter(({ field }) => field !== null)
  const labels = t.fields as Record<string, string>
  const labelOf = (field: string) =>
    labels[field] ?? description.customFields.find(({ key }) => field === `custom.${key}`)?.label ?? field
  const rejected = rows?.filter(({ outcome }) => outcome === 'reject').length ?? 0
  const errors = problemFields(problem)
  return (
    <Section title={t.preview.title}>
      {problem !== undefined && problem !== null ? (
        <div role="alert">
          {(errors.length > 0 ? errors : [reasonText(problem)]).map((text) => (
            <Text key={text} c="var(--k-late)">
              {text}
            </Text>
          ))}
        </div>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {busy || !rows ? t.preview.waiting : rejected > 0 ? t.preview.some(rejected) : t.preview.fine}
          </Text>
          {rows && rows.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
            <section className={styles.scroll} aria-label={t.preview.title} tabIndex={0} aria-busy={busy}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col" className={styles.lineNo}>
                      {t.preview.row}
                    </th>
                    <th scope="col">{t.preview.outcome}</th>
                    {columns.map(({ column, field }) => (
                      <th key={column} scope="col">
                        {labelOf(field as string)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const shown = new Set(columns.map(({ column }) => column))
                    const elsewhere = row.problems.filter(({ column }) => column === null || !shown.has(column))
                    return (
                      <tr key={row.row}>
                        <td className={styles.lineNo}>{row.line}</td>
                        <td>
                          <Badge className={styles.outcome} variant="light" color={colors[row.outcome]}>
                            {t.outcomes[row.outcome]}
                          </Badge>
                          {elsewhere.map((one) => (
                            <span key={`${one.reason}${one.field}`} className={styles.why}>
                              {reasonText(one.reason, one.details)}
                            </span>
                          ))}
                          {row.outcome === 'update' && row.changes.length > 0 && (
                            <Text size="xs" c="dimmed" mt={2}>
                              {t.preview.changes(row.changes.map(changeLabel(labels)).join(', '))}
                            </Text>
                          )}
                          {row.similar.map((one) => (
                            <Text key={one.id ?? one.name} size="xs" className={styles.unsure} mt={2}>
                              {one.id ? (
                                <Link
                                  className="k-link"
                                  to="/clients/$id"
                                  params={{ id: one.id } as never}
                                  target="_blank"
                                >
                                  {t.preview.similar(one.name ?? '', one.score)}
                                </Link>
                              ) : (
                                t.preview.similar(one.name ?? '', one.score)
                              )}
                            </Text>
                          ))}
                        </td>
                        {columns.map(({ column }) => {
                          const wrong = row.problems.filter((one) => one.column === column)
                          const value = row.values[String(column)] ?? ''
                          return (
                            <td key={column} className={wrong.length > 0 ? styles.bad : undefined}>
                              {value.length > 160 ? `${value.slice(0, 159)}…` : value}
                              {wrong.map((one) => (
                                <span key={one.reason} className={styles.why}>
                                  {reasonText(one.reason, one.details)}
                                </span>
                              ))}
                            </td>
                          )
                        })}
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </section>
          )}
        </>
      )}
    </Section>
  )
}

const partNames: Record<string, string> = {
  channels: 'phone',
  addresses: 'seatAddress',
  bankAccounts: 'bankAccount',
  positions: 'company',
  custom: 'note',
}
const changeLabel = (labels: Record<string, string>) => (field: string) =>
  labels[field] ?? labels[partNames[field] ?? ''] ?? field

/** Options that cannot work come back as a list of fields with a sentence each. */
function problemFields(problem: unknown): string[] {
  const errors = (problem as { problem?: { errors?: { title: string }[] } } | null)?.problem?.errors ?? []
  return [...new Set(errors.map(({ title }) => title))]
}
