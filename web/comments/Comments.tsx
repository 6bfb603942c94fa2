// What colleagues say to each other at a record: read, answer, mention.
import { ActionIcon, Menu, Skeleton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Comment, WrittenComment } from '#api/comments.ts'
import { CommentBox } from '#web/comments/CommentBox.tsx'
import styles from '#web/comments/Comments.module.css'
import { pieces } from '#web/comments/mentions.ts'
import {
  addComment,
  changeComment,
  commentsQuery,
  forgetComments,
  type RecordAt,
  removeComment,
  restoreComment,
} from '#web/comments/queries.ts'
import { isConflict } from '#web/kit/call.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { useLive } from '#web/kit/live.tsx'

export function Comments({ recordType, recordId }: RecordAt) {
  const at = { recordType, recordId }
  const t = useMessages('comments')
  const reason = useReasonText()
  const toast = useToast()
  const { data, error, refetch } = useQuery(commentsQuery(at))
  const draft = useDraft(`comment-${recordType}-${recordId}`, { text: '' })
  const told = useNotTold()
  useLive<RecordAt>('comments.changed', (changed) => {
    if (changed.recordType === recordType && changed.recordId === recordId) void forgetComments(at)
  })
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={60} radius="md" />
  const send = async (text: string, mentions: string[]) => {
    try {
      told(await addComment(at, { text, mentions }))
      draft.reset()
    } catch (problem) {
      toast.problem(problem)
    }
  }
  return (
    <div>
      {data.items.length === 0 && data.whyNot.add && <p className="k-dim">{t.empty}</p>}
      <ol className={styles.items}>
        {data.items.map((one) => (
          <li key={one.id}>
            <CommentLine one={one} />
          </li>
        ))}
      </ol>
      {data.whyNot.add ? (
        <p className="k-dim">{reason(data.whyNot.add)}</p>
      ) : (
        <CommentBox
          label={t.write}
          placeholder={t.placeholder}
          button={t.send}
          value={draft.value.text}
          onChange={(text) => draft.change({ text })}
          onSend={send}
        />
      )}
    </div>
  )
}

function CommentLine({ one }: { one: Comment }) {
  const t = useMessages('comments')
  const f = useFormat()
  const toast = useToast()
  const told = useNotTold()
  const [text, setText] = useState<string>()
  const back = () => void restoreComment(one).catch(toast.problem)
  const remove = () => void removeComment(one).then(() => toast.done(t.removed, { undo: back }), toast.problem)
  const save = async (next: string, mentions: string[]) => {
    try {
      told(await changeComment(one, { text: next, mentions }))
      setText(undefined)
    } catch (problem) {
      // One's own words changed in another window: they are shown anew, what is typed here stays.
      if (isConflict(problem)) await forgetComments(one)
      toast.problem(problem)
    }
  }
  return (
    <article className={styles.item}>
      <header className={styles.head}>
        <strong>{one.createdBy.name}</strong>
        <span className="k-dim" title={f.instant(one.createdAt)}>
          {f.ago(one.createdAt)}
          {one.editedAt && ` · ${t.edited(f.ago(one.editedAt))}`}
        </span>
        {!one.whyNot.edit && text === undefined && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                className={styles.more}
                aria-label={t.actions(one.createdBy.name)}
              >
                <IconDots size={16} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setText(one.text)}>{t.edit}</Menu.Item>
              <Menu.Item onClick={remove}>{t.remove}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {text === undefined ? (
        <p className={styles.text}>
          {pieces(one.text, one.mentions).map((piece, i) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text keep their order
            piece.person ? <b key={i}>{piece.text}</b> : <span key={i}>{piece.text}</span>,
          )}
        </p>
      ) : (
        <CommentBox
          label={t.edit}
          button={t.save}
          value={text}
          onChange={setText}
          known={one.mentions}
          onSend={save}
          onCancel={() => setText(undefined)}
          autoFocus
        />
      )}
    </article>
  )
}

/** Names those who were mentioned and will not learn of it. */
function useNotTold() {
  const t = useMessages('comments')
  const toast = useToast()
  return ({ notTold }: WrittenComment) => {
    if (notTold.length > 0) toast.done(t.notTold(notTold.map((person) => person.name).join(', ')))
  }
}
