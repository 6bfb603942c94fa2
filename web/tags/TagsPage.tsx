// All tags of the firm with how much they are used; whoever keeps them in order renames, merges and deletes them here.
import { ActionIcon, Button, Skeleton, Table } from '@mantine/core'
import { IconArrowMerge, IconEdit, IconPlus, IconTag, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TagUse } from '#api/tags.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'
import { removeTag, restoreTag, tagUseQuery } from '#web/tags/queries.ts'
import { TagForm } from '#web/tags/TagForm.tsx'
import { TagBadge } from '#web/tags/TagList.tsx'
import { TagMerge } from '#web/tags/TagMerge.tsx'

export function TagsPage() {
  const t = useMessages('tags')
  const may = useMay()
  const { data, error, refetch } = useQuery(tagUseQuery)
  const [editing, setEditing] = useState<{ tag?: TagUse }>()
  const [merging, setMerging] = useState<TagUse>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const add = (may('clients.write') || may('fields.administer')) && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({})}>
      {t.add}
    </Button>
  )
  return (
    <Page title={t.title} above={<FirmPlaces />} below={t.lead} actions={data && data.tags.length > 0 && add}>
      {!data && <Skeleton height={160} radius="md" />}
      {data?.tags.length === 0 && (
        <EmptyState icon={<IconTag size={28} stroke={1.25} aria-hidden />} text={t.empty} action={add} />
      )}
      {data && data.tags.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing={6} className="k-stacking">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.name}</Table.Th>
                <Table.Th ta="right">{t.columns.clients}</Table.Th>
                <Table.Th ta="right">{t.columns.contacts}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.tags.map((tag) => (
                <TagLine
                  key={tag.id}
                  tag={tag}
                  mayKeep={!data.whyNot.keep}
                  onEdit={() => setEditing({ tag })}
                  onMerge={() => setMerging(tag)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {editing && <TagForm {...editing} onClose={() => setEditing(undefined)} />}
      {merging && <TagMerge tag={merging} onClose={() => setMerging(undefined)} />}
    </Page>
  )
}

function TagLine({
  tag,
  mayKeep,
  onEdit,
  onMerge,
}: {
  tag: TagUse
  mayKeep: boolean
  onEdit(): void
  onMerge(): void
}) {
  const t = useMessages('tags')
  const toast = useToast()
  const remove = () =>
    removeTag(tag.id).then(({ records }) => {
      const undo = () => void restoreTag(tag.id).then(() => toast.done(t.restored(tag.name)), toast.problem)
      toast.done(t.removed(tag.name, records), { undo })
    }, toast.problem)
  const hidden = tag.records !== null && tag.records > tag.clients + tag.contacts
  return (
    <Table.Tr>
      <Table.Td>
        <TagBadge tag={tag} /> {hidden && <span className="k-dim">{t.elsewhere(tag.records ?? 0)}</span>}
      </Table.Td>
      <Table.Td ta="right" className="k-numbers" data-label={t.columns.clients}>
        {tag.clients}
      </Table.Td>
      <Table.Td ta="right" className="k-numbers" data-label={t.columns.contacts}>
        {tag.contacts}
      </Table.Td>
      <Table.Td ta="right">
        {mayKeep && (
          <ActionIcon.Group style={{ justifyContent: 'flex-end' }}>
            <ActionIcon variant="subtle" color="gray" aria-label={t.edit(tag.name)} onClick={onEdit}>
              <IconEdit size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t.merge(tag.name)} onClick={onMerge}>
              <IconArrowMerge size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t.remove(tag.name)} onClick={() => void remove()}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </ActionIcon.Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
