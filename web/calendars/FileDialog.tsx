// Loads an .ics: first says what would happen, then does it. A file, or the text of an invitation pasted in.
import { Badge, Button, FileButton, Group, Modal, Stack, Table, Text, Textarea } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { FileReport } from '#api/calendars.ts'
import { readFile } from '#web/calendars/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'

export function FileDialog({ onClose }: { onClose(): void }) {
  const t = useMessages('calendars')
  const k = useMessages('kit')
  const toast = useToast()
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  const [report, setReport] = useState<FileReport>()
  const source = () => file ?? new Blob([text], { type: 'text/calendar' })
  const saving = useSaving(async (onlyTry: boolean) => {
    const result = await readFile(source(), onlyTry)
    if (onlyTry) return setReport(result)
    toast.done(t.files.took)
    onClose()
  })
  const changes = report ? ['added', 'changed', 'cancelled', 'answered'].some((one) => report.counts[one]) : false
  return (
    <Modal opened onClose={onClose} title={t.files.title} size="lg" closeButtonProps={{ 'aria-label': k.close }}>
      <Stack gap="md">
        <Text>{t.files.intro}</Text>
        <ErrorSummary problem={saving.problem} labels={{}} />
        <Group gap="sm">
          <FileButton
            accept=".ics,.ical,.ifb,text/calendar"
            onChange={(picked) => [setFile(picked), setReport(undefined), saving.dismiss()]}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFileImport size={16} stroke={1.5} />}
                data-autofocus
              >
                {t.files.choose}
              </Button>
            )}
          </FileButton>
          {file && <Text>{file.name}</Text>}
        </Group>
        {!file && (
          <Textarea
            label={t.files.paste}
            value={text}
            onChange={(event) => [setText(event.currentTarget.value), setReport(undefined)]}
            minRows={4}
            maxRows={8}
            autosize
            spellCheck={false}
          />
        )}
        {report && <Report report={report} />}
        <Group gap="xs">
          {report ? (
            <Button onClick={() => void saving.save(false)} loading={saving.saving} disabled={!changes}>
              {t.files.take}
            </Button>
          ) : (
            <Button
              onClick={() => void saving.save(true)}
              loading={saving.saving}
              disabled={!file && text.trim() === ''}
            >
              {t.files.check}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Report({ report }: { report: FileReport }) {
  const t = useMessages('calendars')
  const f = useFormat()
  const reasonText = useReasonText()
  const outcomes = t.files.outcomes as Record<string, string>
  const all = Object.values(report.counts).reduce((sum, n) => sum + n, 0)
  if (all === 0) return <Text>{t.files.empty}</Text>
  return (
    <Stack gap="xs">
      <Text fw={500}>{(t.files.method as Record<string, string>)[report.method] ?? t.files.method.PUBLISH}</Text>
      <Group gap={6}>
        {Object.entries(report.counts).map(([outcome, n]) => (
          <Badge key={outcome} variant="default" tt="none" fw={500}>
            {n} {outcomes[outcome] ?? outcome}
          </Badge>
        ))}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section style={{ maxHeight: 260, overflow: 'auto' }} tabIndex={0} aria-label={t.files.title}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {report.lines.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one report keep their order
              <Table.Tr key={i}>
                <Table.Td className="k-dim">{t.files.line(line.line)}</Table.Td>
                <Table.Td>{line.title || line.uid || '–'}</Table.Td>
                <Table.Td>
                  {line.startsAt && !line.startsAt.startsWith('1970-01-01T00:00:00') ? f.instant(line.startsAt) : ''}
                </Table.Td>
                <Table.Td>
                  {outcomes[line.outcome] ?? line.outcome}
                  {line.reason && (
                    <div className={line.outcome === 'refused' ? 'k-late' : 'k-dim'}>{reasonText(line.reason)}</div>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {report.lines.length < all && <Text className="k-dim">{t.files.shown(report.lines.length, all)}</Text>}
    </Stack>
  )
}
