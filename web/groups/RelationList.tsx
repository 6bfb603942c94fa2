// Companies related to a client, each with the relation in words as seen from this side.
import { ActionIcon, Button, Skeleton } from '@mantine/core'
import { IconEdit, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Relation } from '#api/groups.ts'
import styles from '#web/groups/GroupTree.module.css'
import { addRelation, relationsQuery, removeRelation } from '#web/groups/queries.ts'
import { RelationForm } from '#web/groups/RelationForm.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function RelationList({ clientId, editable }: { clientId: string; editable: boolean }) {
  const t = useMessages('groups')
  const { data, error, refetch } = useQuery(relationsQuery(clientId))
  const [editing, setEditing] = useState<{ relation?: Relation }>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  return (
    <Section
      title={t.relations.title}
      actions={
        editable && (
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({})}>
            {t.relations.add}
          </Button>
        )
      }
    >
      {!data && <Skeleton height={60} radius="md" />}
      {data?.relations.length === 0 && <p className="k-dim">{t.relations.empty}</p>}
      {data && data.relations.length > 0 && (
        <ul className={styles.relations}>
          {data.relations.map((relation) => (
            <RelationLine
              key={relation.id}
              clientId={clientId}
              relation={relation}
              editable={editable}
              onEdit={() => setEditing({ relation })}
            />
          ))}
        </ul>
      )}
      {editing && <RelationForm {...editing} clientId={clientId} onClose={() => setEditing(undefined)} />}
    </Section>
  )
}

interface RelationLineProps {
  clientId: string
  relation: Relation
  editable: boolean
  onEdit(): void
}

function RelationLine({ clientId, relation, editable, onEdit }: RelationLineProps) {
  const t = useMessages('groups')
  const f = useFormat()
  const toast = useToast()
  const today = localDay(new Date())
  const { other, note, from, to } = relation
  const remove = () =>
    removeRelation(clientId, relation.id).then(() => {
      const { relation: kind, direction } = relation
      const undo = () =>
        void addRelation(clientId, { otherId: other.id, relation: kind, direction, note, from, to }).catch(
          toast.problem,
        )
      toast.done(t.relations.removed, { undo })
    }, toast.problem)
  const ended = to !== null && to < today
  const days =
    from && to ? t.period(f.day(from), f.day(to)) : from ? t.since(f.day(from)) : to ? t.until(f.day(to)) : ''
  return (
    <li>
      <div className={styles.relation} style={ended ? { color: 'var(--k-dim)' } : undefined}>
        <span>{t[relation.direction][relation.relation]}</span>
        <Link to={`/clients/${other.id}`} className="k-link">
          {other.name}
        </Link>
        {other.city && <span className="k-dim">{other.city}</span>}
        <span className="k-dim k-numbers">{days}</span>
        {ended && <span className="k-dim">{t.relations.ended}</span>}
        {from !== null && from > today && <span className="k-dim">{t.relations.coming}</span>}
        {note && <span className="k-dim">{note}</span>}
      </div>
      {editable && (
        <ActionIcon.Group>
          <ActionIcon variant="subtle" color="gray" aria-label={t.relations.edit(other.name)} onClick={onEdit}>
            <IconEdit size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t.relations.remove(other.name)}
            onClick={() => void remove()}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </ActionIcon.Group>
      )}
    </li>
  )
}
