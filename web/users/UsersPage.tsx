// People of the firm for the administrator: the list, a look at one in the panel, inviting.
import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListRow } from '#api/lists.ts'
import { userColumns } from '#api/users.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import { useMay } from '#web/kit/session.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'
import { teamOptions } from '#web/teams/queries.ts'
import { InviteForm } from '#web/users/InviteForm.tsx'
import { listPeople, people, usersKey } from '#web/users/queries.ts'
import { UserForm } from '#web/users/UserForm.tsx'
import styles from '#web/users/UsersPage.module.css'

const sources = { person: people, team: teamOptions }
const cells = { lastSeenAt: (row: ListRow) => <LastSeen row={row} /> }

export function UsersPage() {
  const t = useMessages('users')
  const [inviting, setInviting] = useState(false)
  const may = useMay()
  const invite = may('users.administer') && (
    <Button leftSection={<IconUserPlus size={16} stroke={1.5} />} onClick={() => setInviting(true)}>
      {t.admin.invite}
    </Button>
  )
  return (
    <div className={styles.page}>
      <div className={styles.places}>
        <FirmPlaces />
      </div>
      <ListPage
        capability="users"
        title={t.title}
        queryKey={usersKey}
        columns={userColumns}
        fetchPage={listPeople}
        nameColumn="name"
        rowHref={(row) => `/users/${row.id}`}
        cells={cells}
        cardColumns={['email', 'roles', 'team']}
        sources={sources}
        initialSort="name"
        peek={(id) => <UserForm key={id} id={id} />}
        actions={() => invite}
        empty={{ text: t.admin.empty, action: invite }}
      />
      {inviting && <InviteForm onClose={() => setInviting(false)} />}
    </div>
  )
}

function LastSeen({ row }: { row: ListRow }) {
  const f = useFormat()
  const t = useMessages('users').admin
  const seen = row.lastSeenAt as string | null
  return seen ? <span>{f.ago(seen)}</span> : <span className="k-dim">{t.never}</span>
}
