// The group around a client as of a day: the tree with the sums of every branch, and the client's place in it over time.
import { ActionIcon, Button, Group, Skeleton, Table } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconHierarchy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ClientGroup, GroupNode } from '#api/groups.ts'
import { ClassBadge, StateBadge } from '#web/clients/ClientBadges.tsx'
import { GroupMoveForm } from '#web/groups/GroupMoveForm.tsx'
import styles from '#web/groups/GroupTree.module.css'
import { childrenAtOnce, groupRows, openAtFirst } from '#web/groups/group-rows.ts'
import { MembershipHistory } from '#web/groups/MembershipHistory.tsx'
import { groupQuery } from '#web/groups/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { useFormat, useLanguage, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function GroupTree({ clientId, editable }: { clientId: string; editable: boolean }) {
  const t = useMessages('groups')
  const [on, setOn] = useState<string | null>(null)
  const [moving, setMoving] = useState(false)
  const { data, error, refetch } = useQuery(groupQuery(clientId, on ?? undefined))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={200} radius="md" />
  const self = data.nodes.find((node) => node.id === clientId)
  const alone = data.nodes.length === 1
  return (
    <Section
      title={t.title}
      actions={
        editable && (
          <Button
            variant="default"
            leftSection={<IconHierarchy size={16} stroke={1.5} />}
            onClick={() => setMoving(true)}
          >
            {t.move}
          </Button>
        )
      }
    >
      {(!alone || on || data.memberships.length > 0) && (
        <Group align="end" mb="sm">
          <DateField label={t.onDay} value={on} onChange={setOn} />
          {on && (
            <Button variant="subtle" onClick={() => setOn(null)}>
              {t.today}
            </Button>
          )}
        </Group>
      )}
      {alone ? (
        <p className="k-dim">{`${t.none} ${t.empty}`}</p>
      ) : (
        <Tree group={data} clientId={clientId} key={data.rootId} />
      )}
      <MembershipHistory memberships={data.memberships} />
      {moving && self && <GroupMoveForm client={self} group={data} onClose={() => setMoving(false)} />}
    </Section>
  )
}

function Tree({ group, clientId }: { group: ClientGroup; clientId: string }) {
  const t = useMessages('groups')
  const f = useFormat()
  const { language } = useLanguage()
  const [open, setOpen] = useState(() => openAtFirst(group.nodes, clientId))
  const [drawn, setDrawn] = useState<ReadonlyMap<string, number>>(new Map())
  const rows = useMemo(() => groupRows(group.nodes, open, drawn), [group.nodes, open, drawn])
  const toggle = (id: string) =>
    setOpen((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const columns = 6 + group.fields.length
  return (
    <>
      <Summary node={group.nodes[0]} />
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={4} className={styles.tree} aria-label={t.tree}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.table.name}</Table.Th>
              <Table.Th>{t.table.class}</Table.Th>
              <Table.Th>{t.table.state}</Table.Th>
              <Table.Th>{t.table.owner}</Table.Th>
              <Table.Th ta="right">{t.table.clients}</Table.Th>
              <Table.Th ta="right">{t.table.contacts}</Table.Th>
              {group.fields.map((field) => (
                <Table.Th key={field.id} ta="right">
                  {field.label[language]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) =>
              'moreOf' in row ? (
                <Table.Tr key={`more ${row.moreOf}`}>
                  <Table.Td colSpan={columns} style={{ paddingLeft: indent(row.depth) }}>
                    <button
                      type="button"
                      className="k-link"
                      onClick={() =>
                        setDrawn((before) =>
                          new Map(before).set(row.moreOf, (before.get(row.moreOf) ?? childrenAtOnce) + 200),
                        )
                      }
                    >
                      {t.showMore(Math.min(row.hidden, 200))}
                    </button>
                  </Table.Td>
                </Table.Tr>
              ) : (
                <Table.Tr key={row.node.id} data-self={row.node.id === clientId || undefined}>
                  <Table.Td style={{ paddingLeft: indent(row.node.depth) }}>
                    <NodeName
                      node={row.node}
                      self={row.node.id === clientId}
                      {...(row.children > 0 ? { open: row.open, onToggle: () => toggle(row.node.id) } : {})}
                    />
                  </Table.Td>
                  <Table.Td>
                    <ClassBadge value={row.node.class as never} />
                  </Table.Td>
                  <Table.Td>
                    <StateBadge value={row.node.state as never} />
                  </Table.Td>
                  <Table.Td>{row.node.owner?.name}</Table.Td>
                  <Table.Td ta="right" className="k-numbers">
                    {row.children > 0 ? f.number(row.node.sum.clients) : ''}
                  </Table.Td>
                  <Table.Td ta="right" className="k-numbers">
                    {f.number(row.node.sum.contacts)}
                  </Table.Td>
                  {group.fields.map((field) => {
                    const sum = row.node.sum.amounts[field.key]
                    const own = row.node.amounts[field.key]
                    const text = (amount: string) =>
                      field.type === 'money' ? f.money(amount, field.currency ?? undefined) : f.number(amount)
                    return (
                      <Table.Td
                        key={field.id}
                        ta="right"
                        className="k-numbers"
                        title={row.children > 0 && own !== undefined ? `${t.own}: ${text(own)}` : undefined}
                      >
                        {sum === undefined ? '' : text(sum)}
                      </Table.Td>
                    )
                  })}
                </Table.Tr>
              ),
            )}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <p className="k-dim">{t.visibleOnly}</p>
    </>
  )
}

const indent = (depth: number) => 4 + Math.min(depth, 12) * 20

interface NodeNameProps {
  node: GroupNode
  self: boolean
  open?: boolean
  onToggle?(): void
}

function NodeName({ node, self, open, onToggle }: NodeNameProps) {
  const t = useMessages('groups')
  const kinds = useMessages('clients').kinds as Record<string, string>
  return (
    <span className={styles.name}>
      {onToggle ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={open}
          aria-label={open ? t.close(node.name) : t.open(node.name)}
          onClick={onToggle}
        >
          {open ? <IconChevronDown size={16} stroke={1.5} /> : <IconChevronRight size={16} stroke={1.5} />}
        </ActionIcon>
      ) : (
        <span className={styles.leaf} />
      )}
      {self ? (
        <strong aria-current="true">{node.name}</strong>
      ) : (
        <Link to={`/clients/${node.id}`} search={{ tab: 'group' } as never} className="k-link">
          {node.name}
        </Link>
      )}
      <span className="k-dim">
        {[node.kind !== 'company' && kinds[node.kind], node.city].filter(Boolean).join(', ')}
      </span>
    </span>
  )
}

/** The whole group in a line: how many companies, in which states and classes, how many people. */
function Summary({ node }: { node: GroupNode | undefined }) {
  const t = useMessages('groups')
  const c = useMessages('clients')
  const f = useFormat()
  if (!node) return null
  const words = (counts: Readonly<Record<string, number>>, names: Record<string, string>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([key, n]) => `${names[key] ?? key} ${f.number(n)}`)
      .join(', ')
  return (
    <p className={styles.summary}>
      <strong>{t.members(node.sum.clients)}</strong>
      <span>{t.contacts(node.sum.contacts)}</span>
      <span className="k-dim">{words(node.sum.states, c.states)}</span>
      <span className="k-dim">{words(node.sum.classes, { ...c.classes, none: t.noClass })}</span>
    </p>
  )
}
