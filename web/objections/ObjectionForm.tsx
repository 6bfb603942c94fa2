// Writes down what a client objected, in two keystrokes more than the words: the kind guesses itself from them.
import { Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Objection, ObjectionChange, ObjectionDraft } from '#api/objections.ts'
import { guessKind } from '#domain/objections/kind-words.ts'
import { objectionKinds } from '#domain/objections/lifecycle.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { colleaguesOf } from '#web/contacts/queries.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { MoreSection } from '#web/kit/form/MoreSection.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { addObjection, changeObjection } from '#web/objections/queries.ts'
import { people } from '#web/users/queries.ts'

interface Fields {
  clientId: string | null
  text: string
  kind: Objection['kind'] | null
  contactId: string | null
  ownerId: string | null
  raisedOn: string | null
}

export interface ObjectionFormProps {
  /** Without a client and a lead the form asks for the client. */
  clientId?: string | null
  leadId?: string | null
  /** The one being changed; a new one otherwise. */
  objection?: Objection
  source?: ObjectionDraft['source']
  onClose(): void
}

export function ObjectionForm({ clientId, leadId, objection, source, onClose }: ObjectionFormProps) {
  const t = useMessages('objections')
  const toast = useToast()
  const base = fieldsOf(objection)
  const draft = useDraft<Fields>(`objection-${objection?.id ?? `new-${clientId ?? leadId ?? ''}`}`, base)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Objection }>()
  const { value: v, change } = draft
  const kind = v.kind ?? guessKind(v.text)
  const close = () => {
    draft.reset()
    onClose()
  }
  const mine = { ...v, kind }
  const asksClient = !objection && !clientId && !leadId
  const firm = clientId ?? objection?.client?.id ?? (asksClient ? v.clientId : undefined)
  /** Whose it is and when it was raised stay as they were. */
  const changing = () => {
    const { raisedOn: _r, clientId: _c, ...editable } = mine
    const { raisedOn: _wr, clientId: _wc, ...was } = base
    return { editable, was }
  }
  const saving = useSaving(async () => {
    if (!objection) {
      const { raisedOn, ...rest } = mine
      await addObjection({
        ...rest,
        clientId: firm ?? null,
        leadId: firm ? null : (leadId ?? null),
        ...(raisedOn ? { raisedOn } : {}),
        ...(source ? { source } : {}),
      })
      toast.done(t.saved)
      return close()
    }
    const { editable, was } = changing()
    try {
      await changeObjection(objection.id, mergedChange(was, editable, {}) as ObjectionChange, objection.version)
      toast.done(t.changed)
      close()
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Objection
      const { raisedOn: _r, clientId: _c, ...now } = fieldsOf(theirs)
      setConflict({ fields: conflictFields(was, editable, now, t.columns), theirs })
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!objection || !conflict) return
    setConflict(undefined)
    const { editable, was } = changing()
    await changeObjection(
      objection.id,
      mergedChange(was, editable, chosen) as ObjectionChange,
      conflict.theirs.version,
    ).then(() => {
      toast.done(t.changed)
      close()
    }, toast.problem)
  }
  const missing = !v.text.trim() || (asksClient && !firm)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm" mb="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {asksClient && (
          <OptionField
            name="clientId"
            label={t.columns.client}
            source={clientOptions}
            value={v.clientId ? [v.clientId] : []}
            onChange={([picked]) => change({ clientId: picked ?? null, contactId: null })}
            error={saving.errorOf('clientId')}
            required
          />
        )}
        <TextField
          name="text"
          label={t.columns.text}
          help={t.textHelp}
          value={v.text}
          onChange={(text) => change({ text })}
          error={saving.errorOf('text')}
          lines={2}
          maxLength={2000}
          required
          autoFocus={!asksClient}
        />
        <Group gap="sm" align="start" grow>
          <ChoiceField
            name="kind"
            label={t.columns.kind}
            value={kind}
            onChange={(next) => change({ kind: next as Objection['kind'] })}
            choices={objectionKinds.map((value) => ({ value, label: t.kinds[value] }))}
            error={saving.errorOf('kind')}
          />
          {firm && (
            <OptionField
              name="contactId"
              label={t.columns.contact}
              source={contactsOf(firm)}
              value={v.contactId ? [v.contactId] : []}
              onChange={([contactId]) => change({ contactId: contactId ?? null })}
              error={saving.errorOf('contactId')}
            />
          )}
        </Group>
        <MoreSection open={!!saving.errorOf('ownerId') || !!saving.errorOf('raisedOn')}>
          <OptionField
            name="ownerId"
            label={t.columns.owner}
            source={people}
            value={v.ownerId ? [v.ownerId] : []}
            onChange={([ownerId]) => change({ ownerId: ownerId ?? null })}
            error={saving.errorOf('ownerId')}
          />
          {!objection && (
            <DateField
              name="raisedOn"
              label={t.columns.raisedOn}
              value={v.raisedOn}
              onChange={(raisedOn) => change({ raisedOn })}
              error={saving.errorOf('raisedOn')}
            />
          )}
        </MoreSection>
        <SaveBar
          label={objection ? t.saveChange : t.save}
          onSave={() => !missing && void saving.save()}
          onCancel={close}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={missing}
        />
      </Stack>
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(chosen) => void resolve(chosen)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

const bySource = new Map<string, ReturnType<typeof colleaguesOf>>()
/** One source for each client, so that names found once are remembered. */
function contactsOf(clientId: string) {
  const known = bySource.get(clientId) ?? colleaguesOf(clientId)
  bySource.set(clientId, known)
  return known
}

function fieldsOf(objection: Objection | undefined): Fields {
  return {
    clientId: null,
    text: objection?.text ?? '',
    kind: objection?.kind ?? null,
    contactId: objection?.contact?.id ?? null,
    ownerId: objection?.owner?.id ?? null,
    raisedOn: objection?.raisedOn ?? null,
  }
}
