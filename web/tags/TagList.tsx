// Tags of a record side by side, each with its colour as a dot and its name as a word.
import type { Tag } from '#api/tags.ts'
import styles from '#web/tags/TagList.module.css'

export function TagList({ tags }: { tags: readonly { id: string; name: string; color: string }[] }) {
  if (tags.length === 0) return null
  return (
    <ul className={styles.tags}>
      {tags.map((tag) => (
        <li key={tag.id}>
          <TagBadge tag={tag} />
        </li>
      ))}
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
