// SQL of booking pages and of what guests booked.
import { type RawBuilder, sql } from 'kysely'
import type { BookingPage } from '#api/bookings.ts'
import type { Context } from '#server/kit/context.ts'

const columns = sql`b.id, b.version, b.key, b.title, b.intro, b.language, b.minutes, b.gap_minutes, b.notice_hours, b.ahead_days, b.hours,
  b.time_zone, b.place, b.video_url, b.active,
  (select count(*)::int from bookings k join appointments a on a.id = k.appointment_id
    where k.page_id = b.id and k.cancelled_at is null and a.deleted_at is null and a.starts_at > now()) as coming`

export async function listPages(ctx: Context): Promise<BookingPage[]> {
  const { rows } =
    await sql<BookingPage>`select ${columns} from booking_pages b where b.user_id = ${ctx.actor.id}::uuid order by b.created_at`.execute(
      ctx.db,
    )
  return rows
}

export async function lockPage(ctx: Context, id: string): Promise<BookingPage | undefined> {
  const { rows } = await sql<BookingPage>`select ${columns} from booking_pages b
    where b.id = ${id}::uuid and b.user_id = ${ctx.actor.id}::uuid for update of b`.execute(ctx.db)
  return rows[0]
}

export type PageValues = Omit<BookingPage, 'id' | 'version' | 'key' | 'coming'>

export async function insertPage(ctx: Context, key: string, page: PageValues): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into booking_pages (user_id, key, title, intro, language, minutes, gap_minutes, notice_hours, ahead_days, hours, time_zone, place, video_url, active)
    values (${ctx.actor.id}::uuid, ${key}, ${page.title}, ${page.intro}, ${page.language}, ${page.minutes}, ${page.gapMinutes}, ${page.noticeHours},
      ${page.aheadDays}, ${JSON.stringify(page.hours)}::jsonb, ${page.timeZone}, ${page.place}, ${page.videoUrl}, ${page.active}) returning id`.execute(
    ctx.db,
  )
  return rows[0]?.id as string
}

export async function updatePage(ctx: Context, id: string, page: PageValues): Promise<void> {
  await sql`update booking_pages set title = ${page.title}, intro = ${page.intro}, language = ${page.language}, minutes = ${page.minutes},
    gap_minutes = ${page.gapMinutes}, notice_hours = ${page.noticeHours}, ahead_days = ${page.aheadDays}, hours = ${JSON.stringify(page.hours)}::jsonb,
    time_zone = ${page.timeZone}, place = ${page.place}, video_url = ${page.videoUrl}, active = ${page.active}, version = version + 1,
    updated_at = ${ctx.now} where id = ${id}::uuid`.execute(ctx.db)
}

export interface OpenPage extends PageValues {
  id: string
  userId: string
  person: string
  firm: string | null
}

/** The page a guest opens; locked when he books, so that two do not take one time. */
export async function findOpenPage(
  ctx: Pick<Context, 'db'>,
  key: string,
  lock: boolean,
): Promise<OpenPage | undefined> {
  const { rows } = await sql<OpenPage>`
    select b.id, b.user_id, u.name as person, s.firm_name as firm, b.title, b.intro, b.language, b.minutes, b.gap_minutes, b.notice_hours,
      b.ahead_days, b.hours, b.time_zone, b.place, b.video_url, b.active
    from booking_pages b join users u on u.id = b.user_id and u.active, settings s
    where b.key = ${key} and b.active ${lock ? sql`for update of b` : sql``}`.execute(ctx.db)
  return rows[0]
}

/** How many times a guest of this address still has to come to this page. */
export async function countComing(ctx: Context, pageId: string, email: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from bookings k join appointments a on a.id = k.appointment_id
    where k.page_id = ${pageId}::uuid and k.email = ${email} and k.cancelled_at is null and a.deleted_at is null and a.starts_at > ${ctx.now}::timestamptz`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

export async function newBookingId(ctx: Context): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(ctx.db)
  return rows[0]?.id as string
}

export interface BookingValues {
  id: string
  pageId: string
  appointmentId: string
  name: string
  email: string
  phone: string | null
  firm: string | null
  message: string | null
  timeZone: string
  language: 'cs' | 'en'
  cancelHash: string
}

export async function insertBooking(ctx: Context, b: BookingValues): Promise<void> {
  await sql`insert into bookings (id, page_id, appointment_id, name, email, phone, firm, message, time_zone, language, cancel_hash, created_at)
    values (${b.id}::uuid, ${b.pageId}::uuid, ${b.appointmentId}::uuid, ${b.name}, ${b.email}, ${b.phone}, ${b.firm}, ${b.message}, ${b.timeZone},
      ${b.language}, ${b.cancelHash}, ${ctx.now})`.execute(ctx.db)
}

export interface BookedRow {
  id: string
  appointmentId: string | null
  userId: string
  userEmail: string
  person: string
  firm: string | null
  title: string
  language: 'cs' | 'en'
  timeZone: string
  name: string
  email: string
  cancelledAt: string | null
  startsAt: string | null
  endsAt: string | null
  place: string | null
  videoUrl: string | null
  status: string | null
  deleted: boolean
}

const booked = sql`select k.id, k.appointment_id, b.user_id, u.email as user_email, u.name as person, s.firm_name as firm, b.title, k.language, k.time_zone, k.name,
    k.email, k.cancelled_at, a.starts_at, a.ends_at, a.place, a.video_url, a.status, coalesce(a.deleted_at is not null, true) as deleted
  from bookings k join booking_pages b on b.id = k.page_id join users u on u.id = b.user_id
  left join appointments a on a.id = k.appointment_id cross join settings s`

export async function findBooked(
  ctx: Pick<Context, 'db'>,
  by: { hash: string } | { id: string },
): Promise<BookedRow | undefined> {
  const where = 'hash' in by ? sql`k.cancel_hash = ${by.hash}` : sql`k.id = ${by.id}::uuid`
  const { rows } = await sql<BookedRow>`${booked} where ${where}`.execute(ctx.db)
  return rows[0]
}

export async function setCancelled(ctx: Context, id: string): Promise<boolean> {
  const { rows } =
    await sql`update bookings set cancelled_at = ${ctx.now} where id = ${id}::uuid and cancelled_at is null returning id`.execute(
      ctx.db,
    )
  return rows.length > 0
}

/** The person of this mail address and where he works now, if the page's owner may see them. */
export async function knownGuest(
  ctx: Context,
  email: string,
  visible: { contact: RawBuilder<boolean>; client: RawBuilder<boolean> },
): Promise<{ contactId: string; clientId: string | null } | undefined> {
  const { rows } = await sql<{ contactId: string; clientId: string | null }>`
    select p.id as contact_id, (select c.id from contact_positions cp join clients c on c.id = cp.client_id and c.deleted_at is null
        where cp.contact_id = p.id and (cp.to_on is null or cp.to_on >= ${ctx.today}::date) and ${visible.client}
          order by cp.main desc, cp.sort limit 1) as client_id
    from contact_channels ch join contacts p on p.id = ch.contact_id and p.deleted_at is null
    where ch.type = 'email' and ch.match_key = ${email} and ${visible.contact} order by p.id limit 1`.execute(ctx.db)
  return rows[0]
}
