// One person in the drawing: name, place, part in the buying centre, influence in bars, attitude by edge and by word.
import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import type { PersonOnMap } from '#api/contacts.ts'
import { Sentiment } from '#web/contacts/PeopleList.tsx'
import styles from '#web/contacts/PeopleMap.module.css'
import { useMessages } from '#web/kit/language.tsx'

export function PersonNode({ data, isConnectable }: NodeProps) {
  const t = useMessages('contacts')
  const person = data.person as PersonOnMap
  const tone =
    person.sentiment === null || person.sentiment === 0 ? 'neutral' : person.sentiment > 0 ? 'for' : 'against'
  return (
    <div className={styles.person} data-sentiment={tone} data-left={person.to !== null}>
      <Handle type="target" position={Position.Top} isConnectable={isConnectable} />
      <Link to={`/contacts/${person.contactId}`} className={`${styles.name} nodrag`}>
        {person.name}
      </Link>
      {person.position && <div className={styles.small}>{person.position}</div>}
      <div className={styles.small}>
        {person.influence !== null && <Influence value={person.influence} />}
        {person.buyingRoles.map((role) => t.roles[role]).join(', ')}
        <Sentiment value={person.sentiment} />
      </div>
      <Handle type="source" position={Position.Bottom} isConnectable={isConnectable} />
    </div>
  )
}

function Influence({ value }: { value: number }) {
  const t = useMessages('contacts')
  return (
    <span className={styles.bars} title={t.map.influence(value)}>
      {[1, 2, 3, 4, 5].map((n) => (
        <i key={n} data-on={n <= value} aria-hidden />
      ))}
      <VisuallyHidden>{t.map.influence(value)}</VisuallyHidden>
    </span>
  )
}
