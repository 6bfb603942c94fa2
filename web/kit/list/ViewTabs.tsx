// Saved views as tabs: mine, the team's and everybody's; a changed view offers to be saved or returned.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDeviceFloppy, IconDots, IconPlus, IconUsers, IconWorld } from '@tabler/icons-react'
import { memo, Suspense, useState } from 'react'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import type { ListViews, SavedView, ViewState } from '#web/kit/list/list-types.ts'
import type { ListState } from '#web/kit/list/use-list-state.ts'

const ViewForm = lazily(() => import('#web/kit/list/ViewForm.tsx'), 'ViewForm')

export interface ViewTabsProps {
  views: ListViews
  current: string | undefined
  /** The list as it stands. */
  state: ViewState
  set: ListState['set']
}

const keys = ['filter', 'sort', 'q', 'columns', 'groupBy'] as const
const emptyState = { filter: undefined, sort: undefined, q: undefined, columns: undefined, groupBy: undefined }
const same = (a: ViewState, b: ViewState) => keys.every((key) => (a[key] ?? '') === (b[key] ?? ''))
const scopeIcons = { mine: undefined, team: IconUsers, all: IconWorld } as const

export const ViewTabs = memo(function ViewTabs({ views, current, state, set }: ViewTabsProps) {
  const t = useMessages('kit')
  const toast = useToast()
  const [form, setForm] = useState<SavedView | 'new'>()
  const active = views.views.find((view) => view.id === current)
  const changed = active ? !same(active.state, state) : !same({}, state)
  const open = (view: SavedView | undefined) =>
    set({ ...emptyState, ...view?.state, view: view?.id, peek: undefined }, { push: true })
  const remove = async (view: SavedView) => {
    if (view.id === current) open(undefined)
    try {
      await views.remove(view.id)
      toast.done(t.list.viewDeleted(view.name), { undo: () => void views.restore(view).catch(toast.problem) })
    } catch (error) {
      toast.problem(error)
    }
  }
  const update = (view: SavedView, change: Parameters<ListViews['update']>[1]) =>
    void views.update(view.id, change).then(() => toast.done(t.saved), toast.problem)

  return (
    <nav className="k-views" aria-label={t.list.views}>
      <button
        type="button"
        className="k-view"
        aria-current={!active ? 'page' : undefined}
        onClick={() => open(undefined)}
      >
        {t.list.viewAll}
      </button>
      {views.views.map((view) => {
        const Icon = scopeIcons[view.scope]
        return (
          <span key={view.id} className="k-view-box" data-current={view === active || undefined}>
            <button
              type="button"
              className="k-view"
              aria-current={view === active ? 'page' : undefined}
              onClick={() => open(view)}
            >
              {Icon && <Icon size={14} stroke={1.5} role="img" aria-label={t.list.viewScopes[view.scope]} />}
              {view.name}
              {view === active && changed && <span aria-hidden> •</span>}
            </button>
            {view === active && (
              <Menu position="bottom-start">
                <Menu.Target>
                  <ActionIcon size={24} aria-label={t.list.viewMenu(view.name)}>
                    <IconDots size={16} stroke={1.5} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {changed && <Menu.Item onClick={() => open(view)}>{t.list.viewReset}</Menu.Item>}
                  {changed && view.mayEdit && (
                    <Menu.Item onClick={() => update(view, { state })}>{t.list.viewUpdate}</Menu.Item>
                  )}
                  {view.mayEdit && <Menu.Item onClick={() => setForm(view)}>{t.list.viewRename}</Menu.Item>}
                  {view.mayEdit && (
                    <>
                      <Menu.Label>{t.list.viewShare}</Menu.Label>
                      {(['mine', 'team', 'all'] as const).map((scope) => (
                        <Menu.Item
                          key={scope}
                          aria-current={scope === view.scope || undefined}
                          disabled={scope === view.scope}
                          onClick={() => update(view, { scope })}
                        >
                          {t.list.viewScopes[scope]}
                        </Menu.Item>
                      ))}
                      <Menu.Divider />
                      <Menu.Item color="red" onClick={() => void remove(view)}>
                        {t.list.viewDelete}
                      </Menu.Item>
                    </>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </span>
        )
      })}
      {changed && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={active ? <IconDeviceFloppy size={14} stroke={1.5} /> : <IconPlus size={14} stroke={1.5} />}
          onClick={() => (active?.mayEdit ? update(active, { state }) : setForm('new'))}
        >
          {active?.mayEdit ? t.list.viewUpdate : t.list.viewSave}
        </Button>
      )}
      {form && (
        <Suspense>
          <ViewForm
            view={form === 'new' ? undefined : form}
            onClose={() => setForm(undefined)}
            save={async (name, scope) => {
              if (form !== 'new') return views.update(form.id, { name, scope })
              const made = await views.create({ name, scope, state })
              set({ view: made.id })
            }}
          />
        </Suspense>
      )}
    </nav>
  )
})
