// The list as it stands, its filter, order and columns, as a file.
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { listAddress } from '#web/exports/queries.ts'
import { ProblemError } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import type { ActionSlot } from '#web/kit/list/list-types.ts'

export function ExportButton({ capability, query, columns }: { capability: 'clients' | 'contacts' } & ActionSlot) {
  const t = useMessages('exports')
  const toast = useToast()
  const address = (format: 'csv' | 'xlsx') => {
    const { filter, sort, q } = query
    return listAddress(capability, { filter, sort, q, columns: columns.join(',') }, format)
  }
  // A refusal (too many people, too many rows) must be read, not saved as a file: the head is asked first.
  const take = async (format: 'csv' | 'xlsx') => {
    const url = address(format)
    const probe = new AbortController()
    try {
      const answer = await fetch(url, { signal: probe.signal, headers: { accept: 'application/json' } })
      if (!answer.ok) throw new ProblemError(await answer.json())
      probe.abort()
      location.assign(url)
    } catch (error) {
      toast.problem(error)
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.5} />}>
          {t.toFile}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void take('xlsx')}>{t.xlsx}</Menu.Item>
        <Menu.Item onClick={() => void take('csv')}>{t.csv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
