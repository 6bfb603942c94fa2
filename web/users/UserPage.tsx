// One person on a page of its own.
import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { userQuery } from '#web/users/queries.ts'
import { UserForm } from '#web/users/UserForm.tsx'

export function UserPage() {
  const t = useMessages('users')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data } = useQuery(userQuery(id))
  const above = (
    <Anchor component={Link} to="/users" size="sm">
      {t.admin.back}
    </Anchor>
  )
  return (
    <Page title={data?.name ?? t.title} above={above} width="narrow">
      <Section>
        <UserForm key={id} id={id} />
      </Section>
    </Page>
  )
}
