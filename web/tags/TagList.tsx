// Tags of a record side by side, each with its colour as a dot and its name as a word.
import { useState } from 'react'
import type { Tag } from '#api/tags.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/tags/TagList.module.css'

export interface TagListProps {
  tags: readonly { id: string; name: string; color: string }[]
  /** How many are shown at once; the rest waits behind a button. */
  most?: number
}

export function TagList({ tags, most = tags.length }: TagListProps) {
  const t = useMessages('tags')
  const [all, setAll] = useState(false)
  if (tags.length === 0) return null
  // A button for one more would take its place.
  const shown = all || tags.length <= most + 1 ? tags : tags.slice(0, most)
  return (
    <ul className={styles.tags}>
      {shown.map((tag) => (
        <li key={tag.id}>
          <TagBadge tag={tag} />
        </li>
      ))}
      {shown.length < tags.length && (
        <li>
          <button type="button" className="k-link" onClick={() => setAll(true)}>
            {t.showMore(tags.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  )
}

export function TagBadge({ tag }: { tag: Pick<Tag, 'name'> & { color: string } }) {
  return (
    <span className={styles.tag}>
      <span className={styles.dot} style={{ background: dotColor(tag.color) }} aria-hidden />
      {tag.name}
    </span>
  )
}

/** The shade of a tag colour that reads on paper both light and dark. */
export const dotColor = (color: string) => `var(--mantine-color-${color}-6)`
