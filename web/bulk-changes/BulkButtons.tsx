// The bar over ticked rows: set a field, hand over, tag, confirm, delete; progress, what was left out and why, undo.
import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconCheck, IconPencil, IconTag, IconTagOff, IconTrash, IconUserShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import type { BulkChange, ListColumn } from '#api/lists.ts'
import { bulkQuery, cancelBulk, running, startBulk, undoBulk } from '#web/bulk-changes/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import type { BulkSlot } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { useMay } from '#web/kit/session.tsx'

const BulkForm = lazily(() => import('#web/bulk-changes/BulkForm.tsx'), 'BulkForm')

export type BulkAction = 'set' | 'assign' | 'addTags' | 'removeTags'

export function BulkButtons({
  capability,
  columns,
  selection,
  count,
  clear,
}: { capability: 'clients' | 'contacts'; columns: readonly ListColumn[] } & BulkSlot) {
  const t = useMessages('bulkChanges')
  const may = useMay()
  const toast = useToast()
  const [asked, setAsked] = useState<BulkAction>()
  const [bulkId, setBulkId] = useState<string>()
  const start = async (change: BulkChange) => {
    setAsked(undefined)
    try {
      setBulkId((await startBulk(capability, selection, change)).id)
    } catch (error) {
      toast.problem(error)
    }
  }
  const icon = { size: 16, stroke: 1.5 }
  return (
    <>
      <Group gap="xs">
        <Button size="xs" variant="default" leftSection={<IconPencil {...icon} />} onClick={() => setAsked('set')}>
          {t.set}
        </Button>
        {capability === 'clients' && may('clients.reassign') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserShare {...icon} />}
            onClick={() => setAsked('assign')}
          >
            {t.assign}
          </Button>
        )}
        <Button size="xs" variant="default" leftSection={<IconTag {...icon} />} onClick={() => setAsked('addTags')}>
          {t.addTags}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTagOff {...icon} />}
          onClick={() => setAsked('removeTags')}
        >
          {t.removeTags}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCheck {...icon} />}
          onClick={() => void start({ kind: 'confirm' })}
        >
          {t.confirm}
        </Button>
        <Button
          size="xs"
          variant="default"
          color="red"
          leftSection={<IconTrash {...icon} />}
          onClick={() => void start({ kind: 'remove' })}
        >
          {t.remove}
        </Button>
      </Group>
      <Modal opened={asked !== undefined} onClose={() => setAsked(undefined)} title={asked ? t[asked] : ''}>
        <Suspense>
          {asked && (
            <BulkForm action={asked} columns={columns} count={count} onApply={(change) => void start(change)} />
          )}
        </Suspense>
      </Modal>
      {bulkId && (
        <BulkProgress
          id={bulkId}
          capability={capability}
          onClose={() => {
            setBulkId(undefined)
            clear()
          }}
        />
      )}
    </>
  )
}

/** Runs along until the change ends, then says what happened and offers to take it back. */
function BulkProgress({ id, capability, onClose }: { id: string; capability: string; onClose(): void }) {
  const t = useMessages('bulkChanges')
  const kit = useMessages('kit')
  const reason = useReasonText()
  const toast = useToast()
  const { data: bulk, refetch } = useQuery(bulkQuery(id))
  const busy = running(bulk)
  const ended = bulk && !busy
  // Both the end of the change and the end of its undoing show in the list.
  const endedAs = ended ? bulk.state : undefined
  useEffect(() => {
    if (endedAs) void queryClient.invalidateQueries({ queryKey: [capability] })
  }, [endedAs, capability])
  if (!bulk) return null
  const undoing = bulk.state === 'undoing' || bulk.state === 'undone'
  const undo = () => void undoBulk(id).then(() => refetch(), toast.problem)
  return (
    <Modal opened onClose={onClose} title={t.title} closeOnClickOutside={!busy}>
      <Stack gap="sm" role="status">
        {busy && (
          <>
            <Text>{undoing ? t.undoing(bulk.changed) : t.running(bulk.total)}</Text>
            <Progress value={bulk.total > 0 ? (100 * bulk.done) / bulk.total : 0} animated aria-label={t.title} />
            <Group>
              <Button variant="default" onClick={() => void cancelBulk(id).then(() => refetch(), toast.problem)}>
                {kit.cancel}
              </Button>
            </Group>
          </>
        )}
        {ended && (
          <>
            <Text>{undoing ? t.undone(bulk.changed) : t.done(bulk.changed)}</Text>
            {bulk.unchanged > 0 && <Text c="dimmed">{t.unchanged(bulk.unchanged)}</Text>}
            {bulk.skips.map((skip) => (
              <Text key={skip.reason} c="dimmed">
                {t.skipped(skip.count)}. {reason(skip.reason)}
              </Text>
            ))}
            <Group>
              <Button onClick={onClose}>{kit.close}</Button>
              {!undoing && bulk.changed > 0 && (
                <Button variant="default" onClick={undo}>
                  {t.undo}
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  )
}
