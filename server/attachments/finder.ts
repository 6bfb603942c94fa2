// How the search field finds attachments: by the name of the file. Whether it is seen is up to the door of its record.
import { sql } from 'kysely'
import { visibleTo } from '#server/clients/visible.ts'
import type { Doors } from '#server/kit/doors.ts'
import { type Finder, type Found, holdsWords, rowsThat } from '#server/kit/finding.ts'

interface Row {
  name: string
  recordType: string
  recordId: string
  createdAt: string
}

/** Doors open one after another: of so many files for each one wanted. */
const triedForEach = 4

export function attachmentFinder(doors: Doors): Finder {
  return {
    kind: 'attachments',
    async find(ctx, asked, most) {
      const rows = await rowsThat<Row>(
        ctx,
        holdsWords(asked)?.(sql`a.name_folded`),
        {
          table: sql`attachments a`,
          joined: sql`attachments a left join clients c on c.id = a.client_id and c.deleted_at is null`,
          id: sql`a.id`,
          alive: sql`a.deleted_at is null`,
          own: sql`a.created_by = any(${[...ctx.actor.personIds]}::uuid[])`,
          seen: sql`(a.client_id is null or c.id is not null and ${visibleTo(ctx.actor)})`,
          latest: sql`a.created_at`,
          found: sql`a.name, a.record_type, a.record_id, a.created_at`,
        },
        most * triedForEach,
      )
      const found: Found[] = []
      for (const row of rows) {
        if (found.length === most) break
        const door = await doors.find(ctx, row.recordType, row.recordId)
        if (!door) continue
        const { id, name, createdAt, own } = row
        found.push({ id, title: name, about: door.title, at: createdAt, href: door.href, own })
      }
      return found
    },
  }
}
