// What hangs on an entry: files and what colleagues say about it.
import styles from '#web/activities/Timeline.module.css'
import { Attachments } from '#web/attachments/Attachments.tsx'
import { Comments } from '#web/comments/Comments.tsx'

export function EntryDetails({ activityId, mayWrite }: { activityId: string; mayWrite: boolean }) {
  return (
    <div className={styles.details}>
      <Attachments recordType="activities" recordId={activityId} mayWrite={mayWrite} />
      <Comments recordType="activities" recordId={activityId} />
    </div>
  )
}
