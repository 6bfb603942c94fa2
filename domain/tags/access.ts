// Who may do what with tags: everybody who writes clients adds them, those who lead keep them in order.
import { type Actor, may } from '#domain/access.ts'

export const tagColors = ['gray', 'teal', 'blue', 'violet', 'pink', 'red', 'orange', 'yellow', 'green'] as const
export type TagColor = (typeof tagColors)[number]

export type TagReason = 'tags.notForReaders' | 'tags.byLead'

/** Whoever enters or changes clients may add a tag while doing so; administrators too. */
export function whyNotAddTag(actor: Pick<Actor, 'roles'>): TagReason | undefined {
  return may(actor, 'clients.write') || may(actor, 'fields.administer') ? undefined : 'tags.notForReaders'
}

/** A tag hangs on other people's clients: renaming, merging and deleting is for leads, directors and administrators. */
export function whyNotKeepTags(actor: Pick<Actor, 'roles'>): TagReason | undefined {
  return may(actor, 'fields.administer') || may(actor, 'clients.reassign') ? undefined : 'tags.byLead'
}
