// Rows of a file or cards read as contacts: every mapped cell in its stored form, every problem beside its column.
import type { Channel } from '#api/clients.ts'
import type { ContactChange } from '#api/contacts.ts'
import type { CustomField } from '#api/custom-fields.ts'
import type { ImportOptions } from '#api/imports.ts'
import { isInfluence, isSentiment } from '#domain/contacts/buying-centre.ts'
import { foldText } from '#domain/names.ts'
import { examineContact } from '#server/contacts/actions.ts'
import type { CheckedContact, Place } from '#server/contacts/actions-batch.ts'
import * as cells from '#server/imports/cells.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import { parseBoolean, parseEmails, parsePhones, tidyText } from '#server/imports/reading/values.ts'
import { type Column, mappedColumns, type ReadRow, RowReader } from '#server/imports/source-row.ts'

export interface ContactRow extends ReadRow {
  readonly checked: CheckedContact
  readonly uid: string | undefined
  /** What the row says about the place at the company, without the company. */
  readonly place: Omit<Place, 'clientId'>
  readonly companyName: string | undefined
  readonly cleared: ReadonlySet<string>
}

export function contactRowReader(
  options: ImportOptions,
  headers: readonly string[],
  customFields: readonly CustomField[],
): { columns: Column[]; read(source: SourceRecord): ContactRow } {
  const columns = mappedColumns(options, headers)
  const custom = new Map(customFields.map((field) => [`custom.${field.key}`, field]))
  const clear = options.emptyCells === 'clear'
  return { columns, read }

  function read(source: SourceRecord): ContactRow {
    const out = new RowReader()
    const draft: Record<string, unknown> = {}
    const channels: (Channel & { column: number })[] = []
    const cleared = new Set<string>()
    const place: { -readonly [K in keyof Omit<Place, 'clientId'>]: Place[K] } = {}
    const companies = new Map<string, { column: number; text: string }>()
    let uid: string | undefined
    let whole: { column: Column; cell: string } | undefined
    for (const column of columns) {
      const cell = tidyText(source.cells[column.column] ?? '')
      const { field } = column
      if (cell === '') {
        if (!clear) continue
        if (field === 'email' || field === 'web') cleared.add(field)
        else if (field === 'phone' || field === 'mobile') cleared.add('phone')
        else if (field === 'title') Object.assign(draft, { titleBefore: null, titleAfter: null })
        else if (['firstName', 'salutation', 'language', 'source', 'note'].includes(field)) draft[field] ??= null
        else if (field.startsWith('custom.')) out.custom[field.slice(7)] = null
        continue
      }
      const own = custom.get(field)
      if (own) {
        out.ownField(column, cell, own)
        continue
      }
      switch (field) {
        case 'firstName':
        case 'lastName':
        case 'salutation':
        case 'source': {
          const text = out.fitting(column, field, cell.replace(/\s+/g, ' '))
          if (text !== undefined) draft[field] = text
          break
        }
        case 'fullName':
          whole = { column, cell: cell.replace(/\s+/g, ' ') }
          break
        case 'title':
          Object.assign(draft, titlesOf(cell))
          break
        case 'note': {
          const text = out.fitting(column, 'note', draft.note ? `${draft.note as string}\n${cell}` : cell)
          if (text !== undefined) draft.note = text
          break
        }
        case 'uid':
          uid = out.fitting(column, 'uid', cell)
          break
        case 'company':
        case 'companyIco':
        case 'companyNumber':
          companies.set(field, { column: column.column, text: cell.replace(/\s+/g, ' ') })
          break
        case 'position':
        case 'department':
          place[field] = out.fitting(column, field, cell.replace(/\s+/g, ' '))
          break
        case 'buyingRoles': {
          const roles = cells.readRoles(cell)
          if ('value' in roles) place.buyingRoles = roles.value
          else out.refuse(column, roles.reason, cell, roles.details)
          break
        }
        case 'influence':
        case 'sentiment': {
          const number = Number(cell.replace('−', '-').replace(',', '.'))
          if (field === 'influence' ? isInfluence(number) : isSentiment(number)) place[field] = number
          else
            out.refuse(column, field === 'influence' ? 'imports.valueNotInfluence' : 'imports.valueNotSentiment', cell)
          break
        }
        case 'email': {
          const { values, rejected } = parseEmails(cell)
          for (const { text, reason } of rejected) out.refuse(column, reason, text)
          for (const value of values) channels.push({ type: 'email', value, column: column.column })
          break
        }
        case 'phone':
        case 'mobile': {
          const { values, rejected } = parsePhones(cell)
          for (const { text, reason } of rejected) out.refuse(column, reason, text)
          for (const value of values)
            channels.push({
              type: 'phone',
              value: value.replace(/;ext=/, ' ext. '),
              kind: field === 'mobile' ? 'mobile' : null,
              column: column.column,
            })
          break
        }
        case 'web':
          for (const value of cell.split(/[\s,;|]+/))
            if (value !== '') channels.push({ type: 'web', value, column: column.column })
          break
        case 'language': {
          const language = cells.readLanguage(cell)
          if ('value' in language) draft.language = language.value
          else out.refuse(column, language.reason, cell)
          break
        }
        case 'noContact': {
          const value = parseBoolean(cell)
          if (value.value === undefined) out.refuse(column, value.reason, cell)
          else draft.noContact = value.value
          break
        }
        case 'tags':
          out.tags = { names: [...(out.tags?.names ?? []), ...cells.readTags(cell)], column: column.column }
          break
      }
    }
    if (whole && draft.lastName === undefined) {
      const name = nameOf(whole.cell, /prijmeni\s+a?\s*jmeno|last.*first/.test(foldText(whole.column.header)))
      for (const key of ['firstName', 'lastName'] as const) {
        const text = name[key] === undefined ? undefined : out.fitting(whole.column, key, name[key])
        if (text !== undefined) draft[key] ??= text
      }
      draft.titleBefore ??= name.titleBefore
      draft.titleAfter ??= name.titleAfter
    }
    // A person known by the first name alone is filed under it.
    if (draft.lastName === undefined && typeof draft.firstName === 'string') {
      draft.lastName = draft.firstName
      draft.firstName = null
    }
    for (const key of ['titleBefore', 'titleAfter'] as const)
      if (typeof draft[key] === 'string' && (draft[key] as string).length > 40)
        out.refuse(
          whole?.column ?? (columns.find(({ field }) => field === 'title') as Column),
          'imports.valueTooLong',
          draft[key] as string,
          { most: 40 },
        )
    for (const field of ['companyIco', 'companyNumber', 'company']) {
      const one = companies.get(field)
      if (one) out.links.push({ to: 'client', field, column: one.column, text: one.text })
    }
    if (channels.length > 0) draft.channels = channels
    const { checked, errors } = examineContact(draft as ContactChange)
    for (const error of errors) {
      const [head = '', index] = error.field.split('.')
      const at =
        (head === 'channels' ? channels[Number(index)]?.column : undefined) ??
        columns.find((c) => c.field === head)?.column ??
        null
      out.problems.push({
        column: at,
        field: columns.find((c) => c.column === at)?.field ?? head,
        reason: error.reason,
        ...(at === null ? {} : { value: tidyText(source.cells[at] ?? '').slice(0, 200) }),
      })
    }
    const bare = (checked.channels ?? []).map(({ type, value, matchKey, kind }) => ({
      type,
      value,
      matchKey,
      kind: kind ?? null,
      note: null,
    }))
    const { positions: _none, ...rest } = checked
    return {
      source,
      problems: out.problems,
      links: out.links,
      tags: out.tags,
      custom: out.custom,
      checked: { ...rest, ...(checked.channels ? { channels: bare } : {}) },
      uid,
      place,
      companyName: companies.get('company')?.text,
      cleared,
    }
  }
}

const after = /^(?:ph\.?d|csc|drsc|dsc|mba|bba|dba|msc|bsc|dis|ll\.?m|mpa|th\.?d|dr\.?h\.?c|jr|sr|ml|st)\.?$/i
const before =
  /^(?:ing|arch|mgr|bc|bca|mga|mudr|mvdr|mddr|judr|phdr|rndr|pharmdr|thdr|thlic|paeddr|rsdr|dr|doc|prof|mr|mrs|ms|pan|paní|sir|herr|frau|dipl)\.?$/i

/** Degrees before and after the name, as they are written in Czech. */
export function titlesOf(text: string): { titleBefore: string | null; titleAfter: string | null } {
  const words = text.split(/[\s,]+/).filter(Boolean)
  const behind = words.filter((word) => after.test(word))
  const ahead = words.filter((word) => !after.test(word))
  return { titleBefore: ahead.join(' ') || null, titleAfter: behind.join(', ') || null }
}

/** A whole name taken apart: degrees off, then "Příjmení, Jméno", or the last word is the family name. */
export function nameOf(
  text: string,
  familyFirst: boolean,
): { firstName?: string; lastName?: string; titleBefore: string | null; titleAfter: string | null } {
  const pieces = text.split(',').map((piece) => piece.trim().split(/\s+/).filter(Boolean))
  const degrees: string[] = []
  const names = pieces
    .map((words, i) =>
      words.filter((word) => {
        const degree = after.test(word) ? i > 0 || words.length > 2 : before.test(word)
        if (degree) degrees.push(word)
        return !degree
      }),
    )
    .filter((words) => words.length > 0)
  const titles = titlesOf(degrees.join(' '))
  const first = names[0] ?? []
  if (names.length > 1) return { lastName: first.join(' '), firstName: names.slice(1).flat().join(' '), ...titles }
  if (first.length <= 1) return { lastName: first[0] ?? text, ...titles }
  if (familyFirst) return { lastName: first[0] as string, firstName: first.slice(1).join(' '), ...titles }
  return { firstName: first.slice(0, -1).join(' '), lastName: first.at(-1) as string, ...titles }
}
