// A page whose code or data are on their way: grey lines where it will be, after a moment, so that a quick one does not flicker.
import { Skeleton } from '@mantine/core'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/kit/PageSkeleton.module.css'

export function PageSkeleton() {
  const t = useMessages('kit')
  return (
    <div className={styles.page} role="status" aria-label={t.loading}>
      <Skeleton height={28} width="40%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={240} radius="md" />
    </div>
  )
}
