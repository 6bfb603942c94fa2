// Where leads come from and to whom they go: rules, public forms, and what was taken for spam.
import { Skeleton, Tabs } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

const LeadRules = lazily(() => import('#web/leads/LeadRules.tsx'), 'LeadRules')
const PublicForms = lazily(() => import('#web/leads/PublicForms.tsx'), 'PublicForms')
const SpamList = lazily(() => import('#web/leads/SpamList.tsx'), 'SpamList')

export function IntakePage() {
  const t = useMessages('leads')
  const may = useMay()
  const navigate = useNavigate()
  const { tab = 'rules' } = useSearch({ strict: false }) as { tab?: string }
  const go = (next: string | null) =>
    void navigate({ to: '.', search: next && next !== 'rules' ? { tab: next } : {}, replace: true } as never)
  return (
    <Page
      title={t.intake.title}
      above={
        may('clients.read') && (
          <Link to="/leads" className="k-link">
            {t.title}
          </Link>
        )
      }
      below={t.intake.intro}
    >
      <Tabs value={tab} onChange={go} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="rules">{t.intake.rules}</Tabs.Tab>
          <Tabs.Tab value="forms">{t.intake.forms}</Tabs.Tab>
          {may('clients.write') && <Tabs.Tab value="spam">{t.intake.spam}</Tabs.Tab>}
        </Tabs.List>
        <Suspense fallback={<Skeleton height={200} mt="md" radius="md" />}>
          <Tabs.Panel value="rules" pt="md">
            <LeadRules />
          </Tabs.Panel>
          <Tabs.Panel value="forms" pt="md">
            <PublicForms />
          </Tabs.Panel>
          <Tabs.Panel value="spam" pt="md">
            <SpamList />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </Page>
  )
}
