// The frame of pages before sign-in: name of the product, language, one quiet card.
import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Language } from '#messages/plural.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import styles from '#web/users/Outside.module.css'

export function OutsidePage({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  const t = useMessages('kit')
  const { language, setLanguage } = useLanguage()
  return (
    <div className={styles.page}>
      <header className={styles.top} data-wide={wide || undefined}>
        <span className={styles.brand}>{t.product}</span>
        <SegmentedControl
          size="xs"
          aria-label={t.shell.language}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
          data={[
            { value: 'cs', label: t.shell.languages.cs },
            { value: 'en', label: t.shell.languages.en },
          ]}
        />
      </header>
      <main className={styles.card} data-wide={wide || undefined}>
        <h1>{title}</h1>
        {lead && <div className={styles.lead}>{lead}</div>}
        {children}
      </main>
    </div>
  )
}
