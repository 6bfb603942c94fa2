// Files of a record and what colleagues say at it, side by side on a tab of their own.
import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Section } from '#web/kit/Page.tsx'

const Attachments = lazily(() => import('#web/attachments/Attachments.tsx'), 'Attachments')
const Comments = lazily(() => import('#web/comments/Comments.tsx'), 'Comments')

export function FilesAndComments({ recordType, recordId }: { recordType: string; recordId: string }) {
  const t = useMessages('overview')
  return (
    <Suspense fallback={<Skeleton height={160} radius="md" />}>
      <Section title={t.hub.files}>
        <Attachments recordType={recordType} recordId={recordId} />
      </Section>
      <Section title={t.hub.comments}>
        <Comments recordType={recordType} recordId={recordId} />
      </Section>
    </Suspense>
  )
}
