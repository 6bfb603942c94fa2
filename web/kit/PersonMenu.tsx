// The person's own corner: language, light or dark, keyboard map, sign out.
import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { languages } from '#messages/plural.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import styles from '#web/kit/Shell.module.css'
import { useSession } from '#web/kit/session.tsx'

const looks = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

export interface Preference {
  readonly language?: 'cs' | 'en'
  readonly colorScheme?: 'auto' | 'light' | 'dark'
}

interface PersonMenuProps {
  onSignOut(): void
  onKeyboard(): void
  /** Keeps what was chosen with the person, so that it holds on every device. */
  onPreference(chosen: Preference): void
}

export function PersonMenu({ onSignOut, onKeyboard, onPreference }: PersonMenuProps) {
  const t = useMessages('kit')
  const session = useSession()
  const { language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const check = <IconCheck size={16} stroke={1.5} />
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.person} aria-label={`${t.shell.person}: ${session.name}`}>
          {initialsOf(session.name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.personName}>
          <strong>{session.name}</strong>
          <span>{session.email}</span>
        </div>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} stroke={1.5} />}>
          {t.shell.person}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t.shell.language}</Menu.Label>
        {languages.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            leftSection={<IconLanguage size={16} stroke={1.5} />}
            rightSection={one === language && check}
            aria-current={one === language || undefined}
            onClick={() => {
              setLanguage(one)
              onPreference({ language: one })
            }}
          >
            {t.shell.languages[one]}
          </Menu.Item>
        ))}
        <Menu.Label>{t.shell.look}</Menu.Label>
        {looks.map((look) => (
          <Menu.Item
            key={look.value}
            leftSection={<look.icon size={16} stroke={1.5} />}
            rightSection={look.value === colorScheme && check}
            aria-current={look.value === colorScheme || undefined}
            onClick={() => {
              setColorScheme(look.value)
              onPreference({ colorScheme: look.value })
            }}
          >
            {t.shell.looks[look.value]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.5} />} onClick={onKeyboard}>
          {t.shell.keyboard}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={onSignOut}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'))
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('')
}
