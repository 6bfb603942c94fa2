// How the file is read: what was detected, how sure it is, and the means to correct it; the sample shows the effect at once.
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { ImportDescription, Reading } from '#api/imports.ts'
import { importEncodings } from '#domain/imports/fields.ts'
import styles from '#web/imports/Imports.module.css'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Facts, Section } from '#web/kit/Page.tsx'

export interface ImportReadingProps {
  description: ImportDescription
  reading: Reading
  busy: boolean
  onChange(reading: Reading): void
}

export function ImportReading({ description: d, reading, busy, onChange }: ImportReadingProps) {
  const t = useMessages('imports')
  const f = useFormat()
  const unsure =
    (d.encodingConfidence ?? 1) < 0.7 ||
    (d.dialectConfidence ?? 1) < 0.7 ||
    (d.kind !== 'vcard' && d.headerConfidence < 0.6)
  const [open, setOpen] = useState(unsure)
  const delimiterName = (value: string | null) =>
    value === null ? null : ((t.delimiters as Record<string, string>)[value === '\t' ? '\\t' : value] ?? value)
  const sure = (confidence: number | null) =>
    confidence === null || confidence >= 0.95 ? '' : ` (${t.reading.sure(`${f.number(confidence * 100, 0)} %`)})`
  return (
    <Section
      title={t.reading.title}
      actions={
        d.kind !== 'vcard' &&
        !open && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t.reading.change}
          </Button>
        )
      }
    >
      {unsure && (
        <Text size="sm" className={styles.unsure} mb="xs">
          {t.reading.unsure}
        </Text>
      )}
      {!open && (
        <Facts
          facts={[
            [t.reading.kind, t.kinds[d.kind]],
            ...(d.encoding
              ? ([
                  [
                    t.reading.encoding,
                    `${(t.encodings as Record<string, string>)[d.encoding] ?? d.encoding.toUpperCase()}${d.bom ? ' + BOM' : ''}${sure(d.encodingConfidence)}`,
                  ],
                ] as const)
              : []),
            ...(d.delimiter !== null
              ? ([[t.reading.delimiter, `${delimiterName(d.delimiter)}${sure(d.dialectConfidence)}`]] as const)
              : []),
            ...(d.sheet !== null ? ([[t.reading.sheet, d.sheet]] as const) : []),
            ...(d.kind !== 'vcard'
              ? ([
                  [t.reading.header, d.headerRow === null ? t.reading.headerNone : t.reading.headerOn(d.headerRow)],
                ] as const)
              : []),
          ]}
        />
      )}
      {open && <Corrections {...{ description: d, reading, busy, onChange }} />}
      {d.kind !== 'vcard' && <Sample description={d} />}
    </Section>
  )
}

function Corrections({ description: d, reading, busy, onChange }: ImportReadingProps) {
  const t = useMessages('imports')
  const encodings = [...new Set([...(d.encoding ? [d.encoding] : []), ...importEncodings])]
  const delimiters = [...new Set([...(d.delimiter ? [d.delimiter] : []), ';', ',', '\t', '|'])]
  return (
    <>
      <div className={styles.rules}>
        {d.encoding !== null && (
          <ChoiceField
            label={t.reading.encoding}
            value={d.encoding}
            disabled={busy}
            onChange={(encoding) => encoding && onChange({ ...reading, encoding })}
            choices={encodings.map((value) => ({
              value,
              label: (t.encodings as Record<string, string>)[value] ?? value,
            }))}
          />
        )}
        {d.delimiter !== null && (
          <ChoiceField
            label={t.reading.delimiter}
            value={d.delimiter}
            disabled={busy}
            onChange={(delimiter) => delimiter && onChange({ ...reading, delimiter })}
            choices={delimiters.map((value) => ({
              value,
              label:
                (t.delimiters as Record<string, string>)[value === '\t' ? '\\t' : value] ??
                `${t.delimiters.other}: ${value}`,
            }))}
          />
        )}
        {d.quote !== null && (
          <ChoiceField
            label={t.reading.quote}
            value={d.quote === '' ? 'none' : d.quote}
            disabled={busy}
            onChange={(quote) =>
              quote && onChange({ ...reading, quote: (quote === 'none' ? '' : quote) as '"' | "'" | '' })
            }
            choices={(['"', "'", 'none'] as const).map((value) => ({ value, label: t.quotes[value] }))}
          />
        )}
        {d.sheets.length > 1 && (
          <ChoiceField
            label={t.reading.sheet}
            value={d.sheet}
            disabled={busy}
            onChange={(sheet) => sheet && onChange({ sheet })}
            choices={d.sheets.map(({ name }) => ({ value: name, label: name }))}
          />
        )}
        <ChoiceField
          label={t.reading.headerLine}
          value={d.headerRow === null ? 'none' : String(d.headerRow)}
          disabled={busy}
          onChange={(line) => line && onChange({ ...reading, headerRow: line === 'none' ? null : Number(line) })}
          choices={[
            { value: 'none', label: t.reading.headerNone },
            ...[...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...(d.headerRow ? [d.headerRow] : [])])].map((line) => ({
              value: String(line),
              label: t.reading.headerOn(line),
            })),
          ]}
        />
      </div>
      <Group mt="sm">
        <Button
          size="xs"
          variant="default"
          disabled={busy || Object.keys(reading).length === 0}
          onClick={() => onChange({})}
        >
          {t.reading.detect}
        </Button>
      </Group>
    </>
  )
}

function Sample({ description: d }: { description: ImportDescription }) {
  const t = useMessages('imports')
  return (
    <>
      {d.preamble.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t.reading.above(d.preamble.length)}
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className={styles.scroll} aria-label={t.reading.sample} tabIndex={0} style={{ marginTop: 10 }}>
        <table className={styles.table}>
          <thead>
            <tr>
              {d.headers.map((header, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file keep their order and may repeat a name
                <th key={i} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {d.sampleRows.slice(0, 4).map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file keep their order
              <tr key={row}>
                {cells.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={i}>{cell.length > 120 ? `${cell.slice(0, 119)}…` : cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
