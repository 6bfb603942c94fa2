// Tabs of a page: the address says which one is open; one it does not know shows the first.
import { Skeleton, Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'

export interface PageTab {
  readonly key: string
  readonly label: string
  readonly content: ReactNode
}

/** Tabs that do not apply may stand in the list as `false`. */
export function PageTabs(props: { tabs: readonly (PageTab | false)[] }) {
  const navigate = useNavigate()
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const tabs = props.tabs.filter((one) => one !== false)
  const [first] = tabs
  const open = tabs.find(({ key }) => key === tab) ?? first
  if (!open) return null
  const go = (key: string | null) =>
    void navigate({ to: '.', search: key && key !== first?.key ? { tab: key } : {}, replace: true } as never)
  return (
    <Tabs value={open.key} onChange={go}>
      <Tabs.List>
        {tabs.map(({ key, label }) => (
          <Tabs.Tab key={key} value={key}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel key={open.key} value={open.key} pt="md">
        <Suspense fallback={<Skeleton height={320} radius="md" />}>{open.content}</Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
