// What an import did: counts, rejected rows with their reasons, similar and repeated ones, what a revert left alone.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Import, ImportDescription } from '#api/imports.ts'
import styles from '#web/imports/Imports.module.css'
import { notesQuery, rejectsAddress } from '#web/imports/queries.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function ImportCounts({ imported }: { imported: Import }) {
  const t = useMessages('imports')
  const f = useFormat()
  const always = ['created', 'updated', 'unchanged', 'rejected'] as const
  const sometimes = (['repeated', 'similar', 'reverted', 'kept'] as const).filter((key) => imported[key] > 0)
  return (
    <dl className={styles.counts}>
      {[...always, ...sometimes].map((key) => (
        <div key={key} data-tone={key === 'rejected' && imported.rejected > 0 ? 'late' : undefined}>
          <dt>{t.counts[key]}</dt>
          <dd>{f.number(imported[key])}</dd>
        </div>
      ))}
    </dl>
  )
}

export function ImportResult({ imported, headers }: { imported: Import; headers: ImportDescription['headers'] }) {
  const t = useMessages('imports')
  const f = useFormat()
  const reasonText = useReasonText()
  const { data: notes } = useQuery(notesQuery(imported.id, `${imported.state}${imported.finishedAt}`))
  const took =
    imported.startedAt && imported.finishedAt && imported.state !== 'reverted'
      ? (Date.parse(imported.finishedAt) - Date.parse(imported.startedAt)) / 1000
      : undefined
  const record = (id: string | null, name: string) =>
    id ? (
      <Link
        className="k-link"
        to={imported.capability === 'clients' ? '/clients/$id' : '/contacts/$id'}
        params={{ id } as never}
      >
        {name}
      </Link>
    ) : (
      name
    )
  return (
    <>
      <Section title={t.run.result}>
        {imported.dryRun && imported.state === 'done' && (
          <Text mb="sm" fw={550}>
            {t.run.trialResult}
          </Text>
        )}
        <ImportCounts imported={imported} />
        <Text size="sm" c="dimmed" mt="sm">
          {[
            t.rows(imported.rows),
            took !== undefined
              ? t.run.took(took < 90 ? `${f.number(took, 1)} s` : `${f.number(took / 60, 1)} min`)
              : undefined,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {imported.rejected > 0 ? (
          <Group mt="md" gap="sm">
            <Button
              component="a"
              href={rejectsAddress(imported.id)}
              download
              variant="default"
              leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
            >
              {t.run.rejects}
            </Button>
            <Text size="sm" c="dimmed">
              {t.run.rejectsHelp}
            </Text>
          </Group>
        ) : (
          imported.state === 'done' && (
            <Text size="sm" c="dimmed" mt="xs">
              {t.run.nothingRejected}
            </Text>
          )
        )}
      </Section>
      {notes && notes.rejected.length > 0 && (
        <Section title={t.run.reasons}>
          <ul className={styles.list}>
            {notes.reasons.map(({ reason, field, rows }) => (
              <li key={`${reason}${field}`}>
                <span className="k-numbers">{t.rows(rows)}</span>
                {': '}
                {reasonText(reason)}
              </li>
            ))}
          </ul>
          <Text fw={550} mt="md" mb={4}>
            {t.run.firstRejected}
          </Text>
          <ul className={styles.list}>
            {notes.rejected.slice(0, 20).map((one) => (
              <li key={one.row}>
                <Text size="sm">
                  <span className="k-dim">{t.run.rowNo(one.line ?? one.row)}</span> {one.start}
                </Text>
                {one.problems.map((problem) => (
                  <span key={`${problem.column}${problem.reason}`} className={styles.why}>
                    {problem.column === null
                      ? ''
                      : `${headers[problem.column] ?? ''}${problem.value ? ` (${problem.value})` : ''}: `}
                    {reasonText(problem.reason, problem.details)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {notes && notes.similar.length > 0 && (
        <Section title={t.run.similarTitle}>
          <ul className={styles.list}>
            {notes.similar.slice(0, 50).map((one) => (
              <li key={`${one.row}`}>
                {record(one.recordId, one.name)}
                {one.matches.map((match) => (
                  <Text key={match.id ?? match.name} size="sm" c="dimmed">
                    {match.id ? record(match.id, match.name ?? '') : match.name} · {f.number(match.score)} %
                  </Text>
                ))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {notes && notes.repeated.length > 0 && (
        <Section title={t.run.repeatedTitle}>
          <Text size="sm" c="dimmed" mb="xs">
            {t.run.repeatedHelp}
          </Text>
          <ul className={styles.list}>
            {notes.repeated.slice(0, 20).map((one) => (
              <li key={`${one.row}`}>
                {t.run.rowNo(one.row ?? 0)}: {keyText(one.key, t.keys as Record<string, string>)}
                {one.recordId && <> · {record(one.recordId, t.page.open)}</>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {notes && notes.kept.length > 0 && (
        <Section title={t.run.keptTitle}>
          <ul className={styles.list}>
            {notes.kept.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a record may stand here twice
              <li key={i}>
                {record(one.recordId, one.name)}
                <Text size="sm" c="dimmed">
                  {[
                    one.fields.map((field) => (t.fields as Record<string, string>)[field] ?? field).join(', '),
                    reasonText(one.reason),
                  ]
                    .filter(Boolean)
                    .join(': ')}
                </Text>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {imported.state === 'done' && !imported.dryRun && (
        <Anchor component={Link} {...{ to: `/${imported.capability}` }}>
          {t.run.openList}
        </Anchor>
      )}
    </>
  )
}

/** `ico 27082440` is shown as „IČO 27082440“. */
function keyText(key: string, labels: Record<string, string>): string {
  const space = key.indexOf(' ')
  return `${labels[key.slice(0, space)] ?? ''} ${key.slice(space + 1)}`.trim()
}
