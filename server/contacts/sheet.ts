// Preparation sheet: the people of the client, those who come first, with their part in buying and their attitude to us.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { peopleOfClient } from '#server/contacts/actions.ts'
import type { SheetSection } from '#server/kit/sheet.ts'

const shown = 10

export const contactSections: readonly SheetSection[] = [
  {
    key: 'contacts.people',
    order: 100,
    async build(ctx, { clientId, contactIds }) {
      if (!clientId) return undefined
      const { people } = await peopleOfClient(ctx, clientId, false)
      if (people.length === 0) return undefined
      const t = (ctx.actor.language === 'en' ? en : cs).contacts
      const comes = (id: string) => contactIds.includes(id)
      const lines = [...people]
        .sort((a, b) => Number(comes(b.contactId)) - Number(comes(a.contactId)))
        .slice(0, Math.max(shown, contactIds.length))
        .map((person) => {
          const roles = person.buyingRoles.map((role) => t.roles[role]).join(', ')
          const attitude =
            person.sentiment === null ? '' : t.sentiments[String(person.sentiment) as keyof typeof t.sentiments]
          const influence = person.influence === null ? '' : t.map.influence(person.influence)
          return {
            text: `${person.name}${person.position ? `, ${person.position}` : ''}`,
            detail: [roles, influence, attitude, person.phone].filter(Boolean).join(' · '),
            ...(person.sentiment !== null && person.sentiment < 0 ? { tone: 'risk' as const } : {}),
            ...(person.sentiment !== null && person.sentiment > 0 ? { tone: 'fine' as const } : {}),
            href: `/contacts/${person.contactId}`,
          }
        })
      return { title: t.sheetTitle, lines, more: people.length - lines.length }
    },
  },
]
