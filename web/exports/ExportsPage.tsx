// The archive of everything: start it, watch it, fetch it.
import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconArchive, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { archiveAddress, cancelArchive, exportsQuery, startArchive } from '#web/exports/queries.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

export function ExportsPage() {
  const t = useMessages('exports')
  const f = useFormat()
  const toast = useToast()
  const may = useMay()
  const { data, error } = useQuery(exportsQuery)
  if (error) return <ErrorPage error={error} />
  const states = t.states as Record<string, string>
  return (
    <Page
      title={t.everything}
      actions={
        may('data.exportAll') && (
          <Button
            leftSection={<IconArchive size={16} stroke={1.5} />}
            onClick={() => void startArchive().catch(toast.problem)}
          >
            {t.start}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Text c="dimmed" maw={640}>
          {t.everythingHelp}
        </Text>
        {data?.exports.length === 0 && <Text c="dimmed">{t.none}</Text>}
        {!!data?.exports.length && (
          <Table.ScrollContainer minWidth={520}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t.created}</Table.Th>
                  <Table.Th />
                  <Table.Th ta="right">{t.rows}</Table.Th>
                  <Table.Th ta="right">{t.size}</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.exports.map((e) => (
                  <Table.Tr key={e.id}>
                    <Table.Td>{f.instant(e.createdAt)}</Table.Td>
                    <Table.Td>{states[e.state] ?? e.state}</Table.Td>
                    <Table.Td ta="right" className="k-numbers">
                      {f.number(e.rowsDone)}
                    </Table.Td>
                    <Table.Td ta="right" className="k-numbers">
                      {e.fileSize ? `${f.number(Number(e.fileSize) / 1_000_000, 1)} MB` : ''}
                    </Table.Td>
                    <Table.Td>
                      <Group justify="end">
                        {e.state === 'done' && (
                          <Button
                            component="a"
                            href={archiveAddress(e.id)}
                            download
                            size="xs"
                            variant="default"
                            leftSection={<IconDownload size={14} stroke={1.5} />}
                          >
                            {t.download}
                          </Button>
                        )}
                        {(e.state === 'queued' || e.state === 'running') && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => void cancelArchive(e.id).catch(toast.problem)}
                          >
                            {t.cancel}
                          </Button>
                        )}
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
    </Page>
  )
}
