// The foot of a form: save (Ctrl+Enter), cancel, and a word about what was brought back after a reload.
import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useMessages } from '#web/kit/language.tsx'
import '#web/kit/form/form.css'

export interface SaveBarProps {
  onSave(): void
  onCancel?(): void
  saving?: boolean
  dirty?: boolean
  /** The draft came back after a reload; gives a way to drop it. */
  restored?: boolean
  onDropDraft?(): void
  label?: string
  disabled?: boolean
  children?: ReactNode
}

export function SaveBar({
  onSave,
  onCancel,
  saving,
  dirty,
  restored,
  onDropDraft,
  label,
  disabled,
  children,
}: SaveBarProps) {
  const t = useMessages('kit')
  const bar = useRef<HTMLDivElement>(null)
  const run = () => {
    if (!heldByUnreadable(bar.current?.closest('form'))) onSave()
  }
  const save = useRef(run)
  save.current = run
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      save.current()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <div className="k-save-bar" ref={bar}>
      <Group gap="xs">
        <Button type="submit" onClick={(event) => [event.preventDefault(), run()]} loading={saving} disabled={disabled}>
          {label ?? t.save}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t.cancel}
          </Button>
        )}
        {children}
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {restored ? (
          <>
            {t.form.draft}{' '}
            <button type="button" className="k-link" onClick={onDropDraft}>
              {t.form.draftDrop}
            </button>
          </>
        ) : (
          dirty && t.form.unsaved
        )}
      </Text>
    </div>
  )
}
