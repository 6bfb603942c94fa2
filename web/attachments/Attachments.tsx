// Files of a record: dropped, pasted, photographed or chosen; looked at in place; deleted with a way back.
import { ActionIcon, Button, CloseButton, FileButton, Group, Menu, Progress, Skeleton } from '@mantine/core'
import { IconCamera, IconDots, IconPaperclip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type DragEvent, Suspense, useState } from 'react'
import type { Attachment } from '#api/attachments.ts'
import styles from '#web/attachments/Attachments.module.css'
import { FileKind, sizeText } from '#web/attachments/FileKind.tsx'
import { attachmentsQuery, contentOf, removeAttachment, restoreAttachment } from '#web/attachments/queries.ts'
import { type SentFile, useSendingFiles } from '#web/attachments/use-sending.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'

const AttachmentPreview = lazily(() => import('#web/attachments/AttachmentPreview.tsx'), 'AttachmentPreview')
const AttachmentForm = lazily(() => import('#web/attachments/AttachmentForm.tsx'), 'AttachmentForm')

export interface AttachmentsProps {
  recordType: string
  recordId: string
  /** Left out, the server says it. */
  mayWrite?: boolean
}

export function Attachments({ recordType, recordId, mayWrite }: AttachmentsProps) {
  const at = { recordType, recordId }
  const t = useMessages('attachments')
  const f = useFormat()
  const toast = useToast()
  const { data, error, refetch } = useQuery(attachmentsQuery(at))
  const [over, setOver] = useState(false)
  const [shown, setShown] = useState<string>()
  const [changing, setChanging] = useState<Attachment>()
  const sending = useSendingFiles(at, data?.most, (count) => toast.done(t.attached(count)))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={48} radius="md" />
  const writes = data.mayWrite && mayWrite !== false
  const add = (files: readonly File[]) => files.length > 0 && sending.add(files)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    // A picture from the clipboard is always called image.png.
    const first = data.items.length + 1
    add(files.map((file, i) => (/^image\.\w+$/.test(file.name) ? renamed(file, t.pasted(first + i)) : file)))
  }
  const shows = data.items.filter((one) => one.preview && one.scan !== 'unknown' && one.scan !== 'infected')
  return (
    <div
      className={styles.place}
      data-over={over || undefined}
      {...(writes
        ? {
            onDragOver: (event: DragEvent) => {
              if (!event.dataTransfer.types.includes('Files')) return
              event.preventDefault()
              setOver(true)
            },
            onDragLeave: () => setOver(false),
            onDrop: drop,
            onPaste: paste,
          }
        : {})}
    >
      {data.items.length === 0 && sending.files.length === 0 && !writes && <p className="k-dim">{t.empty}</p>}
      <ul className={styles.files}>
        {data.items.map((one) => (
          <li key={one.id}>
            <AttachmentLine
              one={one}
              writes={writes}
              onShow={() => setShown(one.id)}
              onChange={() => setChanging(one)}
            />
          </li>
        ))}
        {sending.files.map((one) => (
          <li key={one.id}>
            <SendingLine one={one} onStop={() => sending.stop(one.id)} onAgain={() => sending.again(one)} />
          </li>
        ))}
      </ul>
      {writes && (
        <Group gap={8}>
          <FileButton onChange={add} multiple>
            {(props) => (
              <Button {...props} variant="default" size="xs" leftSection={<IconPaperclip size={14} stroke={1.5} />}>
                {t.add}
              </Button>
            )}
          </FileButton>
          <span className={styles.camera}>
            <FileButton onChange={(file) => file && add([file])} accept="image/*" capture="environment">
              {(props) => (
                <Button {...props} variant="default" size="xs" leftSection={<IconCamera size={14} stroke={1.5} />}>
                  {t.photo}
                </Button>
              )}
            </FileButton>
          </span>
          <span className={styles.hint}>
            <span className={styles.mouse}>{t.hint} </span>
            {t.most(sizeText(data.most, f.number))}
          </span>
        </Group>
      )}
      {over && <div className={styles.drop}>{t.drop}</div>}
      <Suspense>
        {shown && (
          <AttachmentPreview items={shows} shown={shown} onShow={setShown} onClose={() => setShown(undefined)} />
        )}
        {changing && <AttachmentForm one={changing} onClose={() => setChanging(undefined)} />}
      </Suspense>
    </div>
  )
}

function AttachmentLine(props: { one: Attachment; writes: boolean; onShow(): void; onChange(): void }) {
  const { one, writes, onShow, onChange } = props
  const t = useMessages('attachments')
  const f = useFormat()
  const toast = useToast()
  const blocked = one.scan === 'unknown' ? t.waitsForScan : one.scan === 'infected' ? t.infected : undefined
  const back = () => void restoreAttachment(one).then(() => toast.done(t.restored(one.name)), toast.problem)
  const remove = () =>
    void removeAttachment(one).then(() => toast.done(t.removed(one.name), { undo: back }), toast.problem)
  const facts = [sizeText(one.size, f.number), one.createdBy?.name, f.ago(one.createdAt)].filter(Boolean).join(' · ')
  return (
    <div className={styles.file}>
      <FileKind one={one} small />
      <div className={styles.name}>
        {blocked ? (
          <span>{one.name}</span>
        ) : one.preview ? (
          <button type="button" className={styles.link} aria-label={t.open(one.name)} onClick={onShow}>
            {one.name}
          </button>
        ) : (
          <a className={styles.link} href={contentOf(one.id)} download={one.name}>
            {one.name}
          </a>
        )}
        {one.note && <span className={styles.note}>{one.note}</span>}
        <span className={blocked ? 'k-risk' : styles.facts}>{blocked ?? facts}</span>
      </div>
      {(writes || !blocked) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t.more(one.name)}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!blocked && (
              <Menu.Item component="a" href={contentOf(one.id)} download={one.name}>
                {t.download}
              </Menu.Item>
            )}
            {writes && <Menu.Item onClick={onChange}>{t.rename}</Menu.Item>}
            {writes && <Menu.Item onClick={remove}>{t.remove}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

function SendingLine({ one, onStop, onAgain }: { one: SentFile; onStop(): void; onAgain(): void }) {
  const t = useMessages('attachments')
  const reason = useReasonText()
  const percent = Math.round(one.share * 100)
  return (
    <div className={styles.file}>
      <div className={styles.name}>
        <span>{one.file.name}</span>
        {one.problem ? (
          <span className="k-late" role="alert">
            {reason(one.problem)}
          </span>
        ) : (
          <Progress value={percent} size="sm" aria-label={t.sending(one.file.name, percent)} />
        )}
      </div>
      {one.problem !== undefined && (
        <Button size="compact-xs" variant="default" onClick={onAgain}>
          {t.retry}
        </Button>
      )}
      <CloseButton size="sm" aria-label={one.problem ? t.dismiss : t.stop(one.file.name)} onClick={onStop} />
    </div>
  )
}

function renamed(file: File, name: string): File {
  return new File([file], `${name}${file.name.slice(file.name.lastIndexOf('.'))}`, { type: file.type })
}
