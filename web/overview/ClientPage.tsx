// The client page, the hub: who it is and how we stand with it, its people, and what changed last.
import { Button, Group, Menu, Skeleton } from '@mantine/core'
import {
  IconAddressBook,
  IconAlertTriangle,
  IconCheck,
  IconDots,
  IconPencil,
  IconPhone,
  IconPrinter,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, useEffect } from 'react'
import type { Client } from '#api/clients.ts'
import type { Overview } from '#api/overview.ts'
import { EntryBox } from '#web/activities/EntryBox.tsx'
import { Timeline } from '#web/activities/Timeline.tsx'
import { TouchLine } from '#web/activities/TouchLine.tsx'
import { ClassBadge, ClientFlags, StateBadge } from '#web/clients/ClientBadges.tsx'
import { ClientClassForm } from '#web/clients/ClientClassForm.tsx'
import { ClientIdentity } from '#web/clients/ClientIdentity.tsx'
import { ClientMoves } from '#web/clients/ClientMoves.tsx'
import { ClientOwnership } from '#web/clients/ClientOwnership.tsx'
import { ConfirmationLine } from '#web/clients/ConfirmationLine.tsx'
import { clientOptions, confirmClient, removeClient, restoreClient } from '#web/clients/queries.ts'
import { PeopleList } from '#web/contacts/PeopleList.tsx'
import { CustomFacts } from '#web/custom-fields/CustomFacts.tsx'
import { GroupTree } from '#web/groups/GroupTree.tsx'
import { RelationList } from '#web/groups/RelationList.tsx'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { useMay } from '#web/kit/session.tsx'
import { MeetingsPanel } from '#web/meetings/MeetingsPanel.tsx'
import { ObjectionsPanel } from '#web/objections/ObjectionsPanel.tsx'
import styles from '#web/overview/ClientPage.module.css'
import { FilesAndComments } from '#web/overview/FilesAndComments.tsx'
import { overviewQuery } from '#web/overview/queries.ts'
import { PeculiarityList } from '#web/peculiarities/PeculiarityList.tsx'
import { PromisesPanel } from '#web/promises/PromisesPanel.tsx'
import { RegisterCheck } from '#web/registers/RegisterCheck.tsx'
import { rememberOpened } from '#web/search/queries.ts'
import { TagList } from '#web/tags/TagList.tsx'

const PeopleMap = lazy(() => import('#web/contacts/PeopleMap.tsx').then((m) => ({ default: m.PeopleMap })))

export function ClientPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { entry } = useSearch({ strict: false }) as { entry?: string }
  const { data, error, refetch } = useQuery(overviewQuery(id))
  useEffect(() => {
    void rememberOpened('clients', id)
  }, [id])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  return <LoadedClient data={data} entry={entry} />
}

function LoadedClient({ data, entry }: { data: Overview; entry: string | undefined }) {
  const { client } = data
  const t = useMessages('clients')
  const o = useMessages('overview')
  const may = useMay()
  const editable = !client.whyNot.edit
  return (
    <Page
      width="wide"
      title={client.name}
      above={client.parent && <Link to={`/clients/${client.parent.id}`}>{client.parent.name}</Link>}
      aside={<ClassBadge value={client.class} />}
      below={<HeadLine client={client} touch={data.touch} promises={data.promises.open} />}
      actions={<ClientActions client={client} />}
    >
      <PageTabs
        tabs={[
          { key: 'overview', label: t.sections.overview, content: <Columns data={data} entry={entry} /> },
          {
            key: 'people',
            label: t.sections.map,
            content: <PeopleMap clientId={client.id} editable={editable} />,
          },
          (data.group.childrenCount > 0 || client.parent || data.group.relationsCount > 0 || editable) && {
            key: 'group',
            label: t.sections.group,
            content: (
              <>
                <GroupTree clientId={client.id} editable={editable} />
                <RelationList clientId={client.id} editable={editable} />
                {data.group.childrenCount > 0 && (
                  <Section title={o.hub.groupTimeline}>
                    <Timeline groupOf={client.id} mayWrite={may('clients.write')} />
                  </Section>
                )}
              </>
            ),
          },
          {
            key: 'files',
            label: o.hub.filesAndComments,
            content: <FilesAndComments recordType="clients" recordId={client.id} />,
          },
          {
            key: 'history',
            label: t.sections.history,
            content: <HistoryPanel recordType="clients" recordId={client.id} />,
          },
        ]}
      />
    </Page>
  )
}

function HeadLine(props: { client: Client; touch: Overview['touch']; promises: Overview['promises']['open'] }) {
  const { client, touch, promises } = props
  const t = useMessages('clients')
  const o = useMessages('overview')
  const late = promises.filter((promise) => promise.late).length
  const city = (client.addresses.find((a) => a.kind === 'seat') ?? client.addresses[0])?.city
  return (
    <Group gap="md" style={{ rowGap: 4 }}>
      <StateBadge value={client.state} />
      <span>{client.owner?.name ?? t.noOwner}</span>
      {city && <span>{city}</span>}
      <TouchLine touch={touch} whyNot={client.whyNot.edit} />
      {late > 0 && (
        <span className={`k-late ${styles.late}`}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden /> {o.hub.latePromises(late)}
        </span>
      )}
      <ConfirmationLine client={client} />
      <ClientFlags client={client} />
      <TagList tags={client.tags} most={8} />
    </Group>
  )
}

/** Left who they are, middle what happened, right what is owed and the people: in one column on a phone. */
function Columns({ data, entry }: { data: Overview; entry: string | undefined }) {
  const { client } = data
  const t = useMessages('clients')
  const o = useMessages('overview')
  const m = useMessages('meetings')
  const may = useMay()
  const editable = !client.whyNot.edit
  return (
    <div className={styles.columns}>
      <div className={styles.middle}>
        <Section>
          {may('clients.write') && (
            <div className={styles.box} data-no-print>
              <EntryBox clientId={client.id} />
            </div>
          )}
          <Timeline clientId={client.id} {...(entry ? { entry } : {})} mayWrite={may('clients.write')} />
        </Section>
      </div>
      <div className={styles.left}>
        <Section title={t.sections.peculiarities}>
          <PeculiarityList clientId={client.id} editable={editable} />
        </Section>
        <Section title={t.sections.identity}>
          <ClientIdentity client={client} />
        </Section>
        <CustomFacts capability="clients" values={client.custom} clients={clientOptions} />
        {client.note && (
          <Section title={t.sections.note}>
            <p className={styles.note}>{client.note}</p>
          </Section>
        )}
        {client.ico && (
          <Section title={t.sections.register}>
            <RegisterCheck clientId={client.id} version={client.version} editable={editable} />
          </Section>
        )}
      </div>
      <div className={styles.right}>
        <Section title={o.hub.promises}>
          <PromisesPanel clientId={client.id} />
        </Section>
        <Section title={m.title}>
          <MeetingsPanel clientId={client.id} />
        </Section>
        <Section title={o.hub.objections}>
          <ObjectionsPanel clientId={client.id} />
        </Section>
        <Section
          title={t.sections.people}
          actions={
            editable && (
              <Link to="/contacts/new" search={{ client: client.id } as never} className="k-link">
                {t.addPerson}
              </Link>
            )
          }
        >
          <PeopleList people={data.people} />
          {data.morePeople > 0 && (
            <Link to="." search={{ tab: 'people' } as never} className="k-link">
              {t.showAllPeople(data.people.length + data.morePeople)}
            </Link>
          )}
        </Section>
        <Section title={t.sections.lifecycle}>
          <ClientMoves client={client} />
          <ClientClassForm client={client} />
        </Section>
        <Section title={t.sections.access}>
          <ClientOwnership client={client} />
        </Section>
      </div>
    </div>
  )
}

function ClientActions({ client }: { client: Client }) {
  const t = useMessages('clients')
  const toast = useToast()
  const reason = useReasonText()
  const navigate = useNavigate()
  const edit = () => void navigate({ to: `/clients/${client.id}/edit` } as never)
  const confirm = () => void confirmClient(client.id).then(() => toast.done(t.confirmed), toast.problem)
  const remove = async () => {
    try {
      await removeClient(client.id, client.version)
      toast.done(t.removed(client.name), {
        undo: () => void restoreClient(client.id).then(() => toast.done(t.restored), toast.problem),
      })
      void navigate({ to: '/clients' })
    } catch (error) {
      toast.problem(error)
    }
  }
  const calls = useMessages('calls')
  const may = useMay()
  const call = () => void navigate({ to: '/calls/new', search: { client: client.id } } as never)
  const print = () => window.print()
  const addPerson = () => void navigate({ to: '/contacts/new', search: { client: client.id } } as never)
  useCommands([
    ...(may('clients.write')
      ? [{ id: 'calls.log', icon: IconPhone, label: calls.screen.logTitle, keys: 'c', add: true, run: call }]
      : []),
    ...(client.whyNot.edit
      ? []
      : [
          { id: 'contacts.add', icon: IconAddressBook, label: t.addPerson, add: true, run: addPerson },
          { id: 'clients.edit', icon: IconPencil, label: t.edit, keys: 'e', run: edit },
          { id: 'clients.confirm', icon: IconCheck, label: t.confirm, run: confirm },
        ]),
    { id: 'print', icon: IconPrinter, label: t.print, run: print },
  ])
  const whyNotEdit = client.whyNot.edit ? reason(client.whyNot.edit) : undefined
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCheck size={16} stroke={1.5} />}
        disabled={!!whyNotEdit}
        title={whyNotEdit}
        onClick={confirm}
      >
        {t.confirm}
      </Button>
      <Button
        leftSection={<IconPencil size={16} stroke={1.5} />}
        disabled={!!whyNotEdit}
        title={whyNotEdit}
        onClick={edit}
      >
        {t.edit}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={10} aria-label={t.moreActions}>
            <IconDots size={16} stroke={1.5} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPrinter size={16} stroke={1.5} />} onClick={print}>
            {t.print}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            disabled={!!client.whyNot.remove}
            title={client.whyNot.remove ? reason(client.whyNot.remove) : undefined}
            onClick={() => void remove()}
          >
            {t.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
