// Somebody else saved first: mine, theirs and what both started from, field by field; nothing typed is lost.
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useMessages } from '#web/kit/language.tsx'
import '#web/kit/form/form.css'

export interface ConflictField {
  key: string
  label: string
  base: unknown
  mine: unknown
  theirs: unknown
}

export interface ConflictDialogProps {
  /** Fields both sides may have touched; see conflictFields(). Undefined keeps the dialog closed. */
  fields: readonly ConflictField[] | undefined
  show?(value: unknown, field: ConflictField): ReactNode
  /** Chosen values of the disputed fields; save them on the newer version. */
  onResolve(chosen: Record<string, unknown>): void
  /** Back to the form with everything as typed. */
  onClose(): void
}

type Side = 'mine' | 'theirs'

export function ConflictDialog({ fields, show = plain, onResolve, onClose }: ConflictDialogProps) {
  const t = useMessages('kit')
  const [sides, setSides] = useState<Record<string, Side>>({})
  const sideOf = (field: ConflictField): Side => sides[field.key] ?? 'mine'
  const all = (side: Side) => setSides(Object.fromEntries((fields ?? []).map((field) => [field.key, side])))
  const resolve = () => onResolve(Object.fromEntries((fields ?? []).map((field) => [field.key, field[sideOf(field)]])))
  return (
    <Modal
      opened={fields !== undefined}
      onClose={onClose}
      title={t.conflict.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <Stack gap="md">
        <Text size="sm">{fields?.length === 0 ? t.conflict.same : t.conflict.text}</Text>
        {fields && fields.length > 1 && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => all('mine')}>
              {t.conflict.takeMine}
            </Button>
            <Button size="xs" variant="default" onClick={() => all('theirs')}>
              {t.conflict.takeTheirs}
            </Button>
          </Group>
        )}
        {fields?.map((field) => (
          <FieldSides
            key={field.key}
            field={field}
            side={sideOf(field)}
            show={show}
            onSide={(side) => setSides((before) => ({ ...before, [field.key]: side }))}
          />
        ))}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.conflict.continueEditing}
          </Button>
          <Button onClick={resolve}>{t.conflict.save}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function FieldSides(props: {
  field: ConflictField
  side: Side
  show: NonNullable<ConflictDialogProps['show']>
  onSide(side: Side): void
}) {
  const { field, side, show, onSide } = props
  const t = useMessages('kit')
  const name = useId()
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ fontWeight: 500, marginBottom: 4 }}>{field.label}</legend>
      <div className="k-conflict-values">
        <div className="k-conflict-value">
          <div>
            <Text size="xs" c="dimmed">
              {t.conflict.base}
            </Text>
            {show(field.base, field)}
          </div>
        </div>
        {(['mine', 'theirs'] as const).map((one) => (
          <label key={one} className="k-conflict-value" data-chosen={side === one || undefined}>
            <input
              type="radio"
              name={name}
              checked={side === one}
              onChange={() => onSide(one)}
              {...(side === one ? { 'data-autofocus': true } : {})}
            />
            <div>
              <Text size="xs" c="dimmed">
                {t.conflict[one]}
              </Text>
              {show(field[one], field)}
            </div>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const plain = (value: unknown): ReactNode =>
  value === null || value === undefined || value === '' ? '–' : String(value)
