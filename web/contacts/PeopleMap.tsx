// The people map: a drawing that is rearranged by dragging, and the same as a tree for reading without the drawing.
import '@xyflow/react/dist/style.css'
import { Button, Checkbox, Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Background, type Connection, Controls, type Edge, type Node, ReactFlow, useNodesState } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import type { PersonOnMap } from '#api/contacts.ts'
import styles from '#web/contacts/PeopleMap.module.css'
import { PeopleTree } from '#web/contacts/PeopleTree.tsx'
import { PersonNode } from '#web/contacts/PersonNode.tsx'
import { arranged } from '#web/contacts/people-layout.ts'
import { peopleQuery, placePeople, setReportsTo } from '#web/contacts/queries.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'

const nodeTypes = { person: PersonNode }

export function PeopleMap({ clientId, editable }: { clientId: string; editable: boolean }) {
  const t = useMessages('contacts')
  const [left, setLeft] = useState(false)
  const [view, setView] = useState<'drawing' | 'tree'>('drawing')
  const { data, error } = useQuery(peopleQuery(clientId, left))
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={480} />
  if (data.people.length === 0) return <EmptyState text={t.map.empty} manual="/manual/contacts" />
  return (
    <div>
      <Group justify="space-between" mb="sm">
        <Group gap="md">
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(v) => setView(v as 'drawing' | 'tree')}
            data={[
              { value: 'drawing', label: t.map.drawing },
              { value: 'tree', label: t.map.tree },
            ]}
          />
          <Checkbox
            size="xs"
            checked={left}
            onChange={(e) => setLeft(e.currentTarget.checked)}
            label={t.map.showLeft}
          />
        </Group>
        {editable && view === 'drawing' && (
          <Text size="xs" c="dimmed">
            {t.map.help}
          </Text>
        )}
      </Group>
      {view === 'tree' ? (
        <PeopleTree people={data.people} />
      ) : (
        <Drawing
          key={data.people.map((p) => p.positionId).join()}
          clientId={clientId}
          people={data.people}
          editable={editable}
        />
      )}
    </div>
  )
}

function Drawing({ clientId, people, editable }: { clientId: string; people: PersonOnMap[]; editable: boolean }) {
  const t = useMessages('contacts')
  const toast = useToast()
  const [places, setPlaces] = useState(() => arranged(people))
  const initial = useMemo<Node[]>(
    () =>
      people.map((person) => ({
        id: person.contactId,
        type: 'person',
        position: places.get(person.contactId) ?? { x: 0, y: 0 },
        data: { person },
        draggable: editable,
        connectable: editable,
        ariaLabel: [person.name, person.position, ...person.buyingRoles.map((r) => t.roles[r])]
          .filter(Boolean)
          .join(', '),
      })),
    [people, places, editable, t],
  )
  const [nodes, setNodes, onNodesChange] = useNodesState(initial)
  useEffect(() => setNodes(initial), [initial, setNodes])
  const known = new Set(people.map((p) => p.contactId))
  const edges: Edge[] = people.flatMap((p) =>
    p.reportsToId && known.has(p.reportsToId)
      ? [
          {
            id: `${p.reportsToId}-${p.contactId}`,
            source: p.reportsToId,
            target: p.contactId,
            type: 'smoothstep',
            deletable: editable,
          },
        ]
      : [],
  )
  const connect = ({ source, target }: Connection) => void setReportsTo(clientId, target, source).catch(toast.problem)
  const disconnect = (gone: Edge[]) => {
    for (const edge of gone) void setReportsTo(clientId, edge.target, null).catch(toast.problem)
  }
  const rearrange = () => {
    setPlaces(arranged(people.map((p) => ({ ...p, x: null, y: null }))))
    void placePeople(
      clientId,
      people.map((p) => ({ contactId: p.contactId, x: null, y: null })),
    ).catch(toast.problem)
  }
  return (
    <div className={styles.drawing}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_event, _node, moved) =>
          void placePeople(
            clientId,
            moved.map((n) => ({ contactId: n.id, x: n.position.x, y: n.position.y })),
          ).catch(toast.problem)
        }
        onConnect={connect}
        onEdgesDelete={disconnect}
        nodesConnectable={editable}
        deleteKeyCode={editable ? ['Backspace', 'Delete'] : null}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.06 }}
        minZoom={0.2}
        proOptions={{ hideAttribution: true }}
        colorMode="system"
        aria-label={t.map.title}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
      {editable && (
        <Button
          className={styles.arrange ?? ''}
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} stroke={1.5} />}
          onClick={rearrange}
        >
          {t.map.arrange}
        </Button>
      )}
    </div>
  )
}
