// Where leads come from and to whom they go: rules, public forms, and what was taken for spam.
import { Link } from '@tanstack/react-router'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Page } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { useMay } from '#web/kit/session.tsx'

const LeadRules = lazily(() => import('#web/leads/LeadRules.tsx'), 'LeadRules')
const PublicForms = lazily(() => import('#web/leads/PublicForms.tsx'), 'PublicForms')
const SpamList = lazily(() => import('#web/leads/SpamList.tsx'), 'SpamList')

export function IntakePage() {
  const t = useMessages('leads')
  const may = useMay()
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
      <PageTabs
        tabs={[
          { key: 'rules', label: t.intake.rules, content: <LeadRules /> },
          { key: 'forms', label: t.intake.forms, content: <PublicForms /> },
          may('clients.write') && { key: 'spam', label: t.intake.spam, content: <SpamList /> },
        ]}
      />
    </Page>
  )
}
