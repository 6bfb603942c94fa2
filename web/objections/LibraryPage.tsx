// The library of objections: searched by word and kind, the most convincing arguments first.
import { ActionIcon, Badge, Button, Checkbox, Group, Menu, Skeleton, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBook2, IconDots, IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Argument } from '#api/objections.ts'
import { objectionKinds } from '#domain/objections/lifecycle.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Page } from '#web/kit/Page.tsx'
import { Hits } from '#web/objections/AnswerForm.tsx'
import styles from '#web/objections/Objections.module.css'
import { argumentsQuery, changeArgument, removeArgument, restoreArgument } from '#web/objections/queries.ts'

const ArgumentForm = lazily(() => import('#web/objections/ArgumentForm.tsx'), 'ArgumentForm')

export function LibraryPage() {
  const t = useMessages('objections')
  const reason = useReasonText()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<Argument['kind'] | null>(null)
  const [retired, setRetired] = useState(false)
  const [editing, setEditing] = useState<string>()
  const [q] = useDebouncedValue(text.trim(), 150)
  const { data, error, refetch } = useQuery({
    ...argumentsQuery({ ...(kind ? { kind } : {}), ...(q ? { q } : {}), ...(retired ? { retired } : {}) }),
    placeholderData: (before) => before,
  })
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const why = data?.whyNot.write ? reason(data.whyNot.write) : undefined
  const close = () => setEditing(undefined)
  const add = (
    <Button
      leftSection={<IconPlus size={16} stroke={1.5} />}
      disabled={!!why}
      title={why}
      onClick={() => setEditing('new')}
    >
      {t.library.add}
    </Button>
  )
  const filtered = q !== '' || kind !== null || retired
  return (
    <Page
      title={t.library.title}
      above={
        <Link to="/objections" className="k-link">
          {t.title}
        </Link>
      }
      actions={add}
    >
      <Stack gap="md">
        {(filtered || data?.arguments.length !== 0) && (
          <Group gap="sm" align="end">
            <TextInput
              type="search"
              aria-label={t.library.search}
              placeholder={t.library.search}
              leftSection={<IconSearch size={16} stroke={1.5} />}
              value={text}
              onChange={(event) => setText(event.target.value)}
              style={{ flex: '1 1 220px' }}
            />
            <ChoiceField
              label=""
              ariaLabel={t.library.fields.kind}
              value={kind}
              clearable
              placeholder={t.library.allKinds}
              onChange={(next) => setKind(next as Argument['kind'] | null)}
              choices={objectionKinds.map((value) => ({ value, label: t.kinds[value] }))}
            />
            <Checkbox
              label={t.library.retired}
              checked={retired}
              onChange={(event) => setRetired(event.target.checked)}
              mb={8}
            />
          </Group>
        )}
        {editing === 'new' && (
          <Suspense fallback={<Skeleton height={240} />}>
            <div className={styles.entry}>
              <ArgumentForm onClose={close} />
            </div>
          </Suspense>
        )}
        {!data && <Skeleton height={160} radius="md" />}
        {data?.arguments.length === 0 && editing !== 'new' && (
          <EmptyState
            icon={<IconBook2 size={28} stroke={1.25} aria-hidden />}
            text={filtered ? t.library.nothing : t.library.empty}
            manual="/manual/objections"
            {...(filtered ? {} : { action: add })}
          />
        )}
        <ul className={styles.items}>
          {data?.arguments.map((argument) => (
            <li key={argument.id} className={styles.entry}>
              {editing === argument.id ? (
                <Suspense fallback={<Skeleton height={240} />}>
                  <ArgumentForm argument={argument} onClose={close} />
                </Suspense>
              ) : (
                <Entry argument={argument} onEdit={() => setEditing(argument.id)} />
              )}
            </li>
          ))}
        </ul>
      </Stack>
    </Page>
  )
}

function Entry({ argument: a, onEdit }: { argument: Argument; onEdit(): void }) {
  const t = useMessages('objections')
  const toast = useToast()
  const back = () => void restoreArgument(a.id).then(() => toast.done(t.library.saved), toast.problem)
  const remove = () =>
    removeArgument(a.id, a.version).then(() => toast.done(t.library.removed, { undo: back }), toast.problem)
  const retire = () =>
    changeArgument(a.id, { active: !a.active }, a.version).then(() => toast.done(t.changed), toast.problem)
  return (
    <>
      <div className={styles.entryHead}>
        <h2>{a.objection}</h2>
        <Group gap="xs">
          <Hits argument={a} />
          <Badge variant="light">{t.kinds[a.kind]}</Badge>
          {!a.active && <Badge variant="default">{t.library.retiredMark}</Badge>}
          {!a.whyNot.edit && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t.menuOf(a.objection.slice(0, 60))}>
                  <IconDots size={16} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={onEdit}>{t.edit}</Menu.Item>
                <Menu.Item onClick={() => void retire()}>{a.active ? t.library.retire : t.library.revive}</Menu.Item>
                <Menu.Item onClick={() => void remove()}>{t.remove}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </div>
      <p className={styles.text}>{a.argument}</p>
      {a.evidence && (
        <p className="k-dim">
          {t.evidence}: {a.evidence}
        </p>
      )}
      {(a.product || a.rival) && (
        <p className={styles.days}>
          {a.product && (
            <span className="k-dim">
              {t.library.fields.product}: {a.product}
            </span>
          )}
          {a.rival && (
            <span className="k-dim">
              {t.library.fields.rival}: {a.rival}
            </span>
          )}
        </p>
      )}
    </>
  )
}
