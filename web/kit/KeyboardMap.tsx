// The overlay under "?": every shortcut that works here and now.
import { Kbd, Modal, Text } from '@mantine/core'
import styles from '#web/kit/KeyboardMap.module.css'
import { type KeySection, useKeyboard } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'

const sections: readonly KeySection[] = ['everywhere', 'go', 'list', 'page']
const names: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: 'Enter',
}

export function KeyboardMap({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const t = useMessages('kit')
  const keyboard = useKeyboard()
  const shortcuts = opened ? keyboard.list() : []
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.keyboard.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <Text size="sm" c="dimmed" mb="md">
        {t.keyboard.note}
      </Text>
      <div className={styles.sections}>
        {sections.map((section) => {
          const own = shortcuts.filter(
            (one, i) => one.section === section && shortcuts.findLastIndex((two) => two.keys === one.keys) === i,
          )
          if (own.length === 0) return null
          return (
            <section key={section}>
              <h3 className={styles.title}>{t.keyboard.sections[section]}</h3>
              <dl className={styles.list}>
                {own.map((one) => (
                  <div key={one.keys} className={styles.line}>
                    <dt>{one.label}</dt>
                    <dd>
                      <Keys keys={one.keys} then={t.keyboard.between} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Modal>
  )
}

function Keys({ keys, then }: { keys: string; then: string }) {
  const mod = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl'
  return keys.split(' ').map((press, i) => (
    <span key={press}>
      {i > 0 && <small> {then} </small>}
      {press.split('+').map((key) => (
        <Kbd key={key} ml={3}>
          {key === 'mod' ? mod : (names[key] ?? key)}
        </Kbd>
      ))}
    </span>
  ))
}
