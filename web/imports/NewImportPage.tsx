// The first step of an import: what is in the file, and the file itself.
import { SegmentedControl, Stack, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ImportCapability } from '#domain/imports/fields.ts'
import { ImportUpload } from '#web/imports/ImportUpload.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'

export function NewImportPage() {
  const t = useMessages('imports')
  const navigate = useNavigate()
  const { what } = useSearch({ strict: false }) as { what?: string }
  const capability: ImportCapability = what === 'contacts' ? 'contacts' : 'clients'
  return (
    <Page
      title={t.titleOf[capability]}
      above={
        <Link className="k-link" to="/imports">
          {t.title}
        </Link>
      }
      width="narrow"
    >
      <Stack gap="md">
        <Text c="dimmed">{t.page.intro}</Text>
        <SegmentedControl
          aria-label={t.upload.what}
          value={capability}
          onChange={(value) => void navigate({ to: '/imports/new', search: { what: value } as never, replace: true })}
          data={[
            { value: 'clients', label: t.what.clients },
            { value: 'contacts', label: t.what.contacts },
          ]}
        />
        <ImportUpload
          capability={capability}
          onDone={({ id }) => void navigate({ to: '/imports/$id', params: { id } as never })}
        />
      </Stack>
    </Page>
  )
}
