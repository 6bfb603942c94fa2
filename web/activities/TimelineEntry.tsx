// One entry: channel, who and with whom, text, tags and promises; edited, deleted with undo, with its history at hand.
import { ActionIcon, Menu, Modal } from '@mantine/core'
import { IconDots, IconHistory, IconLock, IconMessage, IconPaperclip, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Activity } from '#api/activities.ts'
import { ChannelIcon } from '#web/activities/ChannelIcon.tsx'
import { activityQuery, removeActivity, restoreActivity } from '#web/activities/queries.ts'
import styles from '#web/activities/Timeline.module.css'
import { fieldTime } from '#web/activities/time.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { TagList } from '#web/tags/TagList.tsx'

const EntryForm = lazily(() => import('#web/activities/EntryForm.tsx'), 'EntryForm')
const HistoryPanel = lazily(() => import('#web/journal/HistoryPanel.tsx'), 'HistoryPanel')
const EntryDetails = lazily(() => import('#web/activities/EntryDetails.tsx'), 'EntryDetails')

export interface TimelineEntryProps {
  activity: Activity
  /** Entries of several records stand together: each says whose it is. */
  several: boolean
  opened: boolean
  mayWrite: boolean
}

export function TimelineEntry({ activity, several, opened, mayWrite }: TimelineEntryProps) {
  const t = useMessages('activities')
  const toast = useToast()
  const [shown, setShown] = useState<'edit' | 'history' | 'details' | undefined>(opened ? 'details' : undefined)
  const toggle = (what: typeof shown) => setShown(shown === what ? undefined : what)
  const remove = () =>
    removeActivity(activity.id, activity.version).then(
      () =>
        toast.done(t.removed, {
          undo: () => void restoreActivity(activity.id).then(() => toast.done(t.restored), toast.problem),
        }),
      toast.problem,
    )
  const short = (activity.subject ?? activity.text).slice(0, 60)
  return (
    <article className={styles.entry} data-opened={opened || undefined}>
      <span className={styles.channel}>
        <ChannelIcon channel={activity.channel} />
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <EntryHead activity={activity} several={several} />
          <span className={styles.tools}>
            {(mayWrite || activity.attachments + activity.comments > 0) && (
              <DetailsButton activity={activity} open={shown === 'details'} onClick={() => toggle('details')} />
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="sm" aria-label={t.actions(short)}>
                  <IconDots size={16} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {activity.mayEdit && (
                  <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => setShown('edit')}>
                    {t.edit}
                  </Menu.Item>
                )}
                <Menu.Item leftSection={<IconHistory size={16} stroke={1.5} />} onClick={() => setShown('history')}>
                  {t.history}
                </Menu.Item>
                {activity.mayEdit && (
                  <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => void remove()}>
                    {t.remove}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </span>
        </div>
        <Suspense fallback={null}>
          {shown === 'edit' ? (
            <EntryForm activityId={activity.id} onClose={() => setShown(undefined)} />
          ) : (
            <>
              {activity.subject && <p className={styles.subject}>{activity.subject}</p>}
              <EntryText activity={activity} />
              <Things activity={activity} />
            </>
          )}
          {shown === 'details' && <EntryDetails activityId={activity.id} mayWrite={mayWrite} />}
          {shown === 'history' && (
            <Modal opened onClose={() => setShown(undefined)} title={t.history} size="lg">
              <HistoryPanel recordType="activities" recordId={activity.id} editable={activity.mayEdit} />
            </Modal>
          )}
        </Suspense>
      </div>
    </article>
  )
}

function EntryHead({ activity, several }: { activity: Activity; several: boolean }) {
  const t = useMessages('activities')
  const c = useMessages('clients')
  const f = useFormat()
  const outcomes = t.choices.outcome as Record<string, string>
  const facts = [
    activity.direction && t.choices.direction[activity.direction],
    activity.outcome && (outcomes[activity.outcome] ?? activity.outcome),
    activity.durationMinutes && t.minutes(activity.durationMinutes),
    activity.contacts.length > 0 && t.withPeople(activity.contacts.map((one) => one.name).join(', ')),
    activity.users.length > 0 && t.ourPeople(activity.users.map((one) => one.name).join(', ')),
  ].filter(Boolean)
  return (
    <p className={styles.facts}>
      <b>{t.choices.channel[activity.channel]}</b>
      {facts.map((fact) => (
        <span key={String(fact)}>{fact}</span>
      ))}
      <span className="k-dim">
        {activity.author?.name ?? c.system} ·{' '}
        <time dateTime={activity.happenedAt}>{f.time(fieldTime(activity.happenedAt))}</time>
      </span>
      {activity.editedAt && <span className="k-dim">{t.edited(f.ago(activity.editedAt))}</span>}
      {activity.private && (
        <span className="k-risk">
          <IconLock size={14} stroke={1.5} aria-hidden /> {t.privateMark}
        </span>
      )}
      {several && (activity.client ?? activity.lead) && (
        <Link
          className="k-link"
          to={activity.client ? `/clients/${activity.client.id}` : `/leads/${activity.lead?.id}`}
        >
          {(activity.client ?? activity.lead)?.name}
        </Link>
      )}
    </p>
  )
}

function DetailsButton({ activity, open, onClick }: { activity: Activity; open: boolean; onClick(): void }) {
  const t = useMessages('activities')
  const { attachments, comments } = activity
  const label = [attachments > 0 && t.files(attachments), comments > 0 && t.comments(comments)]
    .filter(Boolean)
    .join(', ')
  return (
    <button
      type="button"
      className={styles.counts}
      data-empty={attachments + comments === 0 || undefined}
      aria-expanded={open}
      aria-label={label ? `${t.details}: ${label}` : t.details}
      title={label || t.details}
      onClick={onClick}
    >
      <IconPaperclip size={14} stroke={1.5} aria-hidden /> {attachments > 0 && attachments}
      <IconMessage size={14} stroke={1.5} aria-hidden /> {comments > 0 && comments}
    </button>
  )
}

const manyLines = 8
const manyLetters = 700

/** The text as it was written; a long one by its beginning, the whole of a very long one fetched when asked for. */
function EntryText({ activity }: { activity: Activity }) {
  const t = useMessages('activities')
  const [all, setAll] = useState(false)
  const whole = useQuery({ ...activityQuery(activity.id), enabled: all && activity.textLength !== null })
  if (!activity.text) return null
  const text = whole.data?.text ?? activity.text
  const long = activity.textLength !== null || text.length > manyLetters || text.split('\n').length > manyLines
  return (
    <>
      <p className={styles.text} data-short={(long && !all) || undefined}>
        {text}
      </p>
      {long && (
        <button type="button" className="k-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.showLess : activity.textLength ? t.wholeText(activity.textLength) : t.showMore}
        </button>
      )}
    </>
  )
}

function Things({ activity }: { activity: Activity }) {
  const t = useMessages('activities')
  const f = useFormat()
  if (activity.tags.length + activity.promises.length === 0) return null
  return (
    <div className={styles.things}>
      {activity.promises.map((promise) => (
        <span key={promise.id} className={styles.promise} data-state={promise.state}>
          <b>
            {promise.kind === 'question' ? t.marks.question : promise.side === 'ours' ? t.marks.ours : t.marks.theirs}:
          </b>{' '}
          {promise.text}
          {promise.dueOn && <span className="k-numbers"> · {t.lateBy(f.day(promise.dueOn))}</span>}
        </span>
      ))}
      <TagList tags={activity.tags} />
    </div>
  )
}
