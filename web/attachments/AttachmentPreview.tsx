// Looks at images and PDF in place, one after another by arrows.
import { ActionIcon, Anchor, Group, Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Attachment } from '#api/attachments.ts'
import styles from '#web/attachments/Attachments.module.css'
import { contentOf } from '#web/attachments/queries.ts'
import { useMessages } from '#web/kit/language.tsx'

export interface AttachmentPreviewProps {
  items: readonly Attachment[]
  shown: string
  onShow(id: string): void
  onClose(): void
}

export function AttachmentPreview({ items, shown, onShow, onClose }: AttachmentPreviewProps) {
  const t = useMessages('attachments')
  const kit = useMessages('kit')
  const index = items.findIndex((one) => one.id === shown)
  const one = items[index]
  const [before, after] = [items[index - 1], items[index + 1]]
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const next = event.key === 'ArrowLeft' ? before : event.key === 'ArrowRight' ? after : undefined
      if (next) onShow(next.id)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [before, after, onShow])
  if (!one) return null
  return (
    <Modal
      opened
      onClose={onClose}
      title={one.name}
      size="min(1100px, 96vw)"
      centered
      closeButtonProps={{ 'aria-label': kit.close }}
    >
      <div className={styles.stage}>
        {one.preview === 'image' ? (
          <img src={contentOf(one.id, true)} alt={one.note ?? one.name} />
        ) : navigator.pdfViewerEnabled === false ? (
          // Most phones have no reader of their own inside a page.
          <p className="k-dim">{t.noReader}</p>
        ) : (
          <iframe src={contentOf(one.id, true)} title={one.name} />
        )}
      </div>
      <Group justify="space-between" mt="sm">
        <Group gap="md">
          <Anchor href={contentOf(one.id)} download={one.name} size="sm">
            {t.download}
          </Anchor>
          <Anchor href={contentOf(one.id, true)} target="_blank" rel="noreferrer" size="sm">
            {t.newTab}
          </Anchor>
        </Group>
        {items.length > 1 && (
          <Group gap={4}>
            <ActionIcon
              variant="default"
              aria-label={t.previous}
              disabled={!before}
              onClick={() => before && onShow(before.id)}
            >
              <IconChevronLeft size={16} stroke={1.5} />
            </ActionIcon>
            <span className="k-numbers k-dim">
              {index + 1} / {items.length}
            </span>
            <ActionIcon
              variant="default"
              aria-label={t.next}
              disabled={!after}
              onClick={() => after && onShow(after.id)}
            >
              <IconChevronRight size={16} stroke={1.5} />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </Modal>
  )
}
