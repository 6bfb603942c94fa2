// Clients of whom ARES says something else than we do, waiting for a decision.
import { Button, Checkbox, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'
import { fetchDifferences, startRecheck } from '#web/registers/queries.ts'
import styles from '#web/registers/registers.module.css'

export function DifferencesPage() {
  const t = useMessages('registers')
  const f = useFormat()
  const toast = useToast()
  const may = useMay()
  const [mine, setMine] = useState(false)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['registers', 'differences', mine],
    queryFn: ({ pageParam, signal }) => fetchDifferences(mine, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const recheck = () =>
    startRecheck()
      .then(() => toast.done(t.differences.started))
      .catch((problem: unknown) => toast.problem(problem))
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page
      title={t.differences.title}
      below={data?.pages[0]?.total ? t.differences.count(data.pages[0].total) : undefined}
      actions={
        may('firm.administer') && (
          <Button variant="default" onClick={() => void recheck()}>
            {t.differences.recheck}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Group justify="space-between">
          <Text size="sm" className="k-dim">
            {t.differences.intro}
          </Text>
          {(mine || !data || rows.length > 0) && (
            <Checkbox
              label={t.differences.mine}
              checked={mine}
              onChange={(event) => setMine(event.currentTarget.checked)}
            />
          )}
        </Group>
        {error && <ErrorPage error={error} reset={() => void refetch()} />}
        {!data && !error && <Skeleton height={200} />}
        {data && rows.length === 0 && <EmptyState text={t.differences.empty} manual="/manual/registers" />}
        {rows.length > 0 && (
          <div className={styles.narrowing}>
            <table className={styles.differences}>
              <thead>
                <tr>
                  <th scope="col">{t.differences.client}</th>
                  <th scope="col">{t.differences.fields}</th>
                  <th scope="col">{t.differences.owner}</th>
                  <th scope="col">{t.differences.checkedAt}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.client.id}>
                    <th scope="row">
                      <Link to={`/clients/${row.client.id}`} className="k-link">
                        {row.client.name}
                      </Link>
                      <div className={`k-dim k-numbers ${styles.detail}`}>{row.client.ico}</div>
                    </th>
                    <td data-label={t.differences.fields}>{row.fields.map((field) => t.facts[field]).join(', ')}</td>
                    <td data-label={t.differences.owner}>{row.owner?.name ?? '–'}</td>
                    <td data-label={t.differences.checkedAt}>{f.instant(row.checkedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {hasNextPage && (
          <Group>
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t.differences.more}
            </Button>
          </Group>
        )}
      </Stack>
    </Page>
  )
}
