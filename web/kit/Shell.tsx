// The frame around every screen: menu in the order of the day, one search field, quick entries, the person.
import { ActionIcon, Kbd, Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import {
  IconDots,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react'
import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { inOrder, useCommandRegistry } from '#web/kit/commands.tsx'
import { type Shortcut, useShortcuts } from '#web/kit/keyboard.tsx'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { PersonMenu, type Preference } from '#web/kit/PersonMenu.tsx'
import type { Command, PaletteSource, Place } from '#web/kit/places.ts'
import styles from '#web/kit/Shell.module.css'
import { useMay, useSession } from '#web/kit/session.tsx'

const loadPalette = () => import('#web/kit/Palette.tsx')
const Palette = lazily(loadPalette, 'Palette')
const KeyboardMap = lazily(() => import('#web/kit/KeyboardMap.tsx'), 'KeyboardMap')

export interface ShellProps {
  places: readonly Place[]
  commands: readonly Command[]
  sources: readonly PaletteSource[]
  onSignOut(): void
  onPreference(chosen: Preference): void
  /** Beside the person: what is new, what waits. */
  marks?: ReactNode
  children: ReactNode
}

export function Shell({ places, commands, sources, onSignOut, onPreference, marks, children }: ShellProps) {
  const t = useMessages('kit')
  const { messages } = useLanguage()
  const may = useMay()
  const session = useSession()
  const navigate = useNavigate()
  const router = useRouter()
  const registry = useCommandRegistry()
  const [palette, setPalette] = useState(false)
  const [map, setMap] = useState(false)
  // The palette is fetched while the person looks around, and stays once opened, so that it closes gently.
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    if (palette) setOpened(true)
    const timer = setTimeout(() => loadPalette().catch(() => undefined), 1000)
    return () => clearTimeout(timer)
  }, [palette])
  const [folded, setFolded] = useLocalStorage({
    key: 'klientela-menu-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })

  const allowed = places.filter((place) => may(place.ability))
  const ownCommands = commands.filter((command) => may(command.ability))
  // An address may carry a search of its own, such as a filter of a list.
  const run = (command: Command) => (command.to ? router.history.push(command.to) : command.run?.())
  const goes: Shortcut[] = allowed.flatMap((place) =>
    place.letter
      ? [
          {
            keys: `g ${place.letter}`,
            label: place.label(messages),
            section: 'go' as const,
            run: () => void navigate({ to: place.to }),
          },
        ]
      : [],
  )
  const own: Shortcut[] = ownCommands.flatMap((command) =>
    command.keys
      ? [
          {
            keys: command.keys,
            label: command.label(messages),
            section: 'everywhere' as const,
            run: () => run(command),
          },
        ]
      : [],
  )
  useShortcuts([
    {
      keys: 'mod+k',
      label: t.keyboard.palette,
      section: 'everywhere',
      whileTyping: true,
      run: () => setPalette((open) => !open),
    },
    { keys: '/', label: t.keyboard.palette, section: 'everywhere', run: () => setPalette(true) },
    { keys: '?', label: t.keyboard.map, section: 'everywhere', run: () => setMap(true) },
    ...own,
    ...goes,
  ])
  const pageCommands = palette ? inOrder(registry.list(), (command) => command.label(messages)) : []
  const paletteCommands: Command[] = [
    ...ownCommands.filter((command) => pageCommands.every((one) => one.id !== command.id)),
    ...allowed.map((place) => ({
      id: `go-${place.to}`,
      label: (all: typeof messages) => t.shell.go(place.label(all)),
      icon: place.icon,
      to: place.to,
      ...(place.letter ? { keys: `g ${place.letter}` } : {}),
    })),
    { id: 'keyboard', label: () => t.shell.keyboard, keys: '?', run: () => setMap(true) },
    { id: 'sign-out', label: () => t.shell.signOut, run: onSignOut },
  ]
  const adds = ownCommands.filter((command) => command.add)
  const addItems = adds.map((command) => (
    <Menu.Item
      key={command.id}
      leftSection={command.icon && <command.icon size={16} stroke={1.5} />}
      rightSection={command.keys && <Kbd size="xs">{command.keys}</Kbd>}
      onClick={() => run(command)}
    >
      <CommandLabel command={command} />
    </Menu.Item>
  ))
  const onPhone = allowed.filter((place) => place.onPhone).slice(0, 2)
  const behindMore = allowed.filter((place) => !onPhone.includes(place))

  return (
    <div className={styles.shell} data-folded={folded || undefined}>
      <a href="#content" className={styles.skip}>
        {t.shell.skip}
      </a>
      <header className={styles.top}>
        <Link to="/" className={styles.brand} aria-label={t.product}>
          <span className={styles.mark} aria-hidden>
            K
          </span>
          <span className={styles.brandName}>{t.product}</span>
        </Link>
        <UnstyledButton className={styles.search} onClick={() => setPalette(true)} aria-keyshortcuts="Control+K">
          <IconSearch size={16} stroke={1.5} aria-hidden />
          <span>{t.shell.searchField}</span>
          <Kbd size="xs">Ctrl K</Kbd>
        </UnstyledButton>
        <div className={styles.topEnd}>
          {adds.length > 0 && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size={32} variant="filled" color="teal" aria-label={t.shell.add} className={styles.topAdd}>
                  <IconPlus size={18} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Suspense>{addItems}</Suspense>
              </Menu.Dropdown>
            </Menu>
          )}
          {marks}
          <PersonMenu onSignOut={onSignOut} onKeyboard={() => setMap(true)} onPreference={onPreference} />
        </div>
      </header>
      <nav className={styles.menu} aria-label={t.shell.menu}>
        {allowed.map((place) => (
          <Tooltip key={place.to} label={place.label(messages)} position="right" disabled={!folded} openDelay={100}>
            <Link to={place.to} className={styles.place} aria-label={folded ? place.label(messages) : undefined}>
              <place.icon size={20} stroke={1.5} />
              <span>{place.label(messages)}</span>
            </Link>
          </Tooltip>
        ))}
        <UnstyledButton
          className={styles.fold}
          onClick={() => setFolded(!folded)}
          aria-label={folded ? t.shell.unfold : t.shell.fold}
          aria-expanded={!folded}
        >
          {folded ? (
            <IconLayoutSidebarLeftExpand size={20} stroke={1.5} />
          ) : (
            <IconLayoutSidebarLeftCollapse size={20} stroke={1.5} />
          )}
        </UnstyledButton>
      </nav>
      <main id="content" tabIndex={-1} className={styles.content}>
        {session.onBehalfOf && <div className={styles.behalf}>{t.shell.onBehalf(session.onBehalfOf)}</div>}
        <Suspense>{children}</Suspense>
      </main>
      <nav className={styles.bar} aria-label={t.shell.menu}>
        {onPhone.map((place) => (
          <Link key={place.to} to={place.to} className={styles.barItem}>
            <place.icon size={20} stroke={1.5} />
            <span>{place.label(messages)}</span>
          </Link>
        ))}
        {adds.length > 0 && (
          <Menu position="top">
            <Menu.Target>
              <UnstyledButton className={styles.barAdd} aria-label={t.shell.add}>
                <IconPlus size={22} stroke={1.75} />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Suspense>{addItems}</Suspense>
            </Menu.Dropdown>
          </Menu>
        )}
        <UnstyledButton className={styles.barItem} onClick={() => setPalette(true)}>
          <IconSearch size={20} stroke={1.5} />
          <span>{t.search}</span>
        </UnstyledButton>
        {behindMore.length > 0 && (
          <Menu position="top-end">
            <Menu.Target>
              <UnstyledButton className={styles.barItem} aria-label={t.shell.moreMenu}>
                <IconDots size={20} stroke={1.5} />
                <span>{t.more}</span>
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {behindMore.map((place) => (
                <Menu.Item
                  key={place.to}
                  leftSection={<place.icon size={18} stroke={1.5} />}
                  onClick={() => void navigate({ to: place.to })}
                >
                  {place.label(messages)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </nav>
      <Suspense>
        {(palette || opened) && (
          <Palette
            opened={palette}
            onClose={() => setPalette(false)}
            sources={sources}
            pageCommands={pageCommands}
            commands={paletteCommands}
          />
        )}
        {map && <KeyboardMap opened onClose={() => setMap(false)} />}
      </Suspense>
    </div>
  )
}

/** Drawn when the menu opens: only then are the sentences of its capability needed. */
function CommandLabel({ command }: { command: Command }) {
  const { messages } = useLanguage()
  return command.label(messages)
}
