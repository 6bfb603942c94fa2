// Who may write and change comments. Who sees a record may comment on it; a comment belongs to its author alone.
import type { Actor } from '#domain/access.ts'

/** An auditor reads and leaves no traces in the business (handbook §11); whoever has another role too may write. */
export function whyNotComment(actor: Pick<Actor, 'roles'>): string | undefined {
  return actor.roles.length > 0 && actor.roles.every((role) => role === 'AUD') ? 'comments.auditorReads' : undefined
}

/** Not even a deputy or a superior changes the words of another. */
export function whyNotEdit(actor: Pick<Actor, 'id'>, comment: { readonly authorId: string }): string | undefined {
  return actor.id === comment.authorId ? undefined : 'comments.notYours'
}
