// The words a notification's sentence is made of; the same on the screen, in a letter and in a push.

/** Empty text where nothing is known. */
export interface Words {
  /** Who did it. */
  readonly actor: string
  readonly client: string
  /** What the record is called. */
  readonly title: string
  /** Its own words: a comment, a promise. */
  readonly text: string
  /** Already written in the reader's language. */
  readonly day: string
  /** `HH:MM` */
  readonly time: string
  readonly count: number
  /** Somebody else named in it: who promised, who called. */
  readonly person: string
}

/** Reads the details kept with a notification; `dayText` writes a calendar day in the reader's language. */
export function wordsOf(
  notice: {
    readonly details: Readonly<Record<string, unknown>>
    readonly actor: { readonly name: string } | null
    readonly client: { readonly name: string } | null
  },
  dayText: (day: string) => string,
): Words {
  const text = (key: string) => {
    const value = notice.details[key]
    return typeof value === 'string' ? value : ''
  }
  const count = notice.details.count
  return {
    actor: notice.actor?.name ?? '',
    client: notice.client?.name ?? '',
    title: text('title'),
    text: text('text'),
    day: text('day') ? dayText(text('day')) : '',
    time: text('time'),
    count: typeof count === 'number' ? count : 0,
    person: text('person'),
  }
}
