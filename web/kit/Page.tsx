// The ground plan of a screen that is not a list: a head with name and actions, sections, facts in two columns.
import type { ReactNode } from 'react'
import styles from '#web/kit/Page.module.css'

export interface PageProps {
  title: ReactNode
  /** Above the title: where it belongs. */
  above?: ReactNode
  /** Beside the title: badges. */
  aside?: ReactNode
  /** Under the title: the line of facts. */
  below?: ReactNode
  actions?: ReactNode
  /** Narrow suits forms and texts; wide suits boards. */
  width?: 'narrow' | 'medium' | 'wide'
  children: ReactNode
}

export function Page({ title, above, aside, below, actions, width = 'medium', children }: PageProps) {
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.head}>
        <div className={styles.name}>
          {above && <div className={styles.above}>{above}</div>}
          <div className={styles.titleLine}>
            <h1 className={styles.title}>{title}</h1>
            {aside}
          </div>
          {below && <div className={styles.below}>{below}</div>}
        </div>
        {actions && (
          <div className={styles.actions} data-no-print>
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  )
}

export interface SectionProps {
  title?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Of the heading, for `goToSection`. */
  id?: string
}

export function Section({ title, actions, children, id }: SectionProps) {
  return (
    <section className={styles.section}>
      {(title || actions) && (
        <div className={styles.sectionHead}>
          {title && (
            <h2 id={id} tabIndex={id ? -1 : undefined}>
              {title}
            </h2>
          )}
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

/** Brings the section before the eyes, and the keyboard to its heading. */
export function goToSection(id: string): void {
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}

/** Names and values; a missing value is a quiet dash, so that nothing looks forgotten by the program. */
export function Facts({ facts }: { facts: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a screen keep their order
        <div key={i} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' ? <span className="k-dim">–</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
