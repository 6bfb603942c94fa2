// The client page, the hub: who it is and how we stand with it, its people, and what changed last.
import { Button, Group, Menu, Skeleton, Tabs } from '@mantine/core'
import { IconCheck, IconDots, IconPencil, IconPrinter, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Client } from '#api/clients.ts'
import type { Overview } from '#api/overview.ts'
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
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import styles from '#web/overview/ClientPage.module.css'
import { overviewQuery } from '#web/overview/queries.ts'
import { PeculiarityList } from '#web/peculiarities/PeculiarityList.tsx'
import { RegisterCheck } from '#web/registers/RegisterCheck.tsx'
import { rememberOpened } from '#web/search/queries.ts'
import { TagList } from '#web/tags/TagList.tsx'

const PeopleMap = lazy(() => import('#web/contacts/PeopleMap.tsx').then((m) => ({ default: m.PeopleMap })))

export function ClientPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: string }
  const { data, error, refetch } = useQuery(overviewQuery(id))
  useEffect(() => {
    void rememberOpened('clients', id)
  }, [id])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  return <LoadedClient data={data} tab={tab} />
}

function LoadedClient({ data, tab }: { data: Overview; tab: string }) {
  const { client } = data
  const t = useMessages('clients')
  const navigate = useNavigate()
  const go = (next: string | null) =>
    void navigate({ to: '.', search: next && next !== 'overview' ? { tab: next } : {}, replace: true } as never)
  return (
    <Page
      width="wide"
      title={client.name}
      above={client.parent && <Link to={`/clients/${client.parent.id}`}>{client.parent.name}</Link>}
      aside={<ClassBadge value={client.class} />}
      below={<HeadLine client={client} />}
      actions={<ClientActions client={client} />}
    >
      <Tabs value={tab} onChange={go} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="overview">{t.sections.overview}</Tabs.Tab>
          <Tabs.Tab value="people">{t.sections.map}</Tabs.Tab>
          {(data.group.childrenCount > 0 || client.parent || data.group.relationsCount > 0 || !client.whyNot.edit) && (
            <Tabs.Tab value="group">{t.sections.group}</Tabs.Tab>
          )}
          <Tabs.Tab value="history">{t.sections.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Columns data={data} />
        </Tabs.Panel>
        <Tabs.Panel value="people" pt="md">
          <Suspense fallback={<Skeleton height={480} />}>
            <PeopleMap clientId={client.id} editable={!client.whyNot.edit} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="group" pt="md">
          <GroupTree clientId={client.id} editable={!client.whyNot.edit} />
          <RelationList clientId={client.id} editable={!client.whyNot.edit} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <HistoryPanel recordType="clients" recordId={client.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function HeadLine({ client }: { client: Client }) {
  const t = useMessages('clients')
  const city = (client.addresses.find((a) => a.kind === 'seat') ?? client.addresses[0])?.city
  return (
    <Group gap="md" style={{ rowGap: 4 }}>
      <StateBadge value={client.state} />
      <span>{client.owner?.name ?? t.noOwner}</span>
      {city && <span>{city}</span>}
      <ConfirmationLine client={client} />
      <ClientFlags client={client} />
      <TagList tags={client.tags} />
    </Group>
  )
}

/** Left who they are, middle what happened, right the people: in one column on a phone. */
function Columns({ data }: { data: Overview }) {
  const { client } = data
  const t = useMessages('clients')
  const editable = !client.whyNot.edit
  return (
    <div className={styles.columns}>
      <div>
        <Section title={t.sections.identity}>
          <ClientIdentity client={client} />
        </Section>
        <CustomFacts capability="clients" values={client.custom} clients={clientOptions} />
        {client.ico && (
          <Section title={t.sections.register}>
            <RegisterCheck clientId={client.id} version={client.version} editable={editable} />
          </Section>
        )}
      </div>
      <div>
        <Section title={t.sections.peculiarities}>
          <PeculiarityList clientId={client.id} editable={editable} />
        </Section>
        {client.note && (
          <Section title={t.sections.note}>
            <p className={styles.note}>{client.note}</p>
          </Section>
        )}
        <Section title={t.sections.latest}>
          <LatestChanges latest={data.latest} />
        </Section>
      </div>
      <div>
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

function LatestChanges({ latest }: { latest: Overview['latest'] }) {
  const t = useMessages('clients')
  const k = useMessages('contacts')
  const j = useMessages('journal')
  const f = useFormat()
  if (latest.length === 0) return <p className="k-dim">{t.nothingChanged}</p>
  const columns: Record<string, string> = { ...k.columns, ...t.columns }
  const verbs = j.verbs as Record<string, string>
  const kinds = j.records as Record<string, string>
  /** What belongs to the client is named; of the client itself only what happened. */
  const said = (fact: string) => {
    const [type = '', verb = ''] = fact.split('.')
    const word = verbs[verb] ?? fact
    return type === 'clients' || !kinds[type] ? word : `${kinds[type]}: ${word.toLowerCase()}`
  }
  return (
    <ul className={styles.latest}>
      {latest.slice(0, 8).map((entry) => (
        <li key={entry.id}>
          <span>{said(entry.fact)}</span>
          {entry.fields.length > 0 && (
            <span className="k-dim"> · {entry.fields.map((x) => columns[x] ?? x).join(', ')}</span>
          )}
          <div className="k-dim">
            {entry.actor?.name ?? t.system} · {f.ago(entry.at)}
          </div>
        </li>
      ))}
    </ul>
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
  useShortcuts(client.whyNot.edit ? [] : [{ keys: 'e', label: t.edit, section: 'page', run: edit }])
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
          <Menu.Item leftSection={<IconPrinter size={16} stroke={1.5} />} onClick={() => window.print()}>
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
