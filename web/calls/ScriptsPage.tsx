// Scripts of the firm: what to say and to ask in calls of a purpose.
import { ActionIcon, Button, Skeleton, Switch } from '@mantine/core'
import { IconEdit, IconPlus, IconScript } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallScript } from '#api/call-lists.ts'
import styles from '#web/calls/Calls.module.css'
import { changeScript, createScript, scriptsQuery } from '#web/calls/queries.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

export function ScriptsPage() {
  const t = useMessages('calls')
  const may = useMay()
  const { data, error, refetch } = useQuery(scriptsQuery)
  const [editing, setEditing] = useState<{ script?: CallScript }>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const add = may('clients.write') && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({})}>
      {t.scripts.add}
    </Button>
  )
  return (
    <Page
      title={t.scripts.title}
      above={
        <Link to="/call-lists" className="k-link">
          {t.lists.title}
        </Link>
      }
      actions={data && data.scripts.length > 0 && add}
    >
      {!data && <Skeleton height={160} radius="md" />}
      {data?.scripts.length === 0 && (
        <EmptyState
          icon={<IconScript size={28} stroke={1.25} aria-hidden />}
          text={t.scripts.empty}
          action={add}
          manual="/manual/calls"
        />
      )}
      <ul className={styles.list}>
        {data?.scripts.map((script) => (
          <li key={script.id} className={styles.row}>
            <div>
              <p style={{ fontWeight: 500 }}>
                {script.name} {!script.active && <span className="k-dim">· {t.scripts.inactive}</span>}
              </p>
              {script.purpose && <p className="k-dim">{script.purpose}</p>}
              <p className={styles.entry}>{script.text}</p>
            </div>
            {!script.whyNot.edit && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t.scripts.edit(script.name)}
                onClick={() => setEditing({ script })}
              >
                <IconEdit size={16} stroke={1.5} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {editing && <ScriptForm {...editing} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}

function ScriptForm({ script, onClose }: { script?: CallScript; onClose(): void }) {
  const t = useMessages('calls')
  const toast = useToast()
  const draft = useDraft(`script-${script ? `${script.id}-${script.version}` : 'new'}`, {
    name: script?.name ?? '',
    purpose: script?.purpose ?? '',
    text: script?.text ?? '',
    active: script?.active ?? true,
  })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const body = { ...v, purpose: v.purpose || null }
    if (script) await changeScript(script.id, body, script.version)
    else await createScript(body)
    toast.done(t.scripts.saved)
    close()
  })
  const ready = v.name.trim() && v.text.trim()
  return (
    <FormDialog
      onClose={close}
      size="lg"
      title={script ? t.scripts.edit(script.name) : t.scripts.add}
      saving={saving}
      labels={t.columns}
      draft={draft}
      ready={!!ready}
      onSave={() => void saving.save()}
    >
      <TextField
        name="name"
        label={t.scripts.name}
        value={v.name}
        onChange={(name) => change({ name })}
        error={saving.errorOf('name')}
        maxLength={120}
        required
        autoFocus
      />
      <TextField
        name="purpose"
        label={t.scripts.purpose}
        value={v.purpose}
        onChange={(purpose) => change({ purpose })}
        maxLength={200}
      />
      <TextField
        name="text"
        label={t.scripts.text}
        value={v.text}
        onChange={(text) => change({ text })}
        error={saving.errorOf('text')}
        lines={8}
        required
      />
      <Switch
        label={t.scripts.active}
        checked={v.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </FormDialog>
  )
}
