// Rows of a file read as clients: every mapped cell in its stored form, every problem beside its column.
import type { Address, BankAccount, Channel, ClientChange } from '#api/clients.ts'
import type { CustomField } from '#api/custom-fields.ts'
import type { ImportOptions } from '#api/imports.ts'
import type { ClientClass } from '#domain/clients/classes.ts'
import { foldText } from '#domain/names.ts'
import { type CheckedChange, examineClient } from '#server/clients/check.ts'
import * as cells from '#server/imports/cells.ts'
import { parseAddresses } from '#server/imports/reading/addresses.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import { parseBoolean, parseDate, parseEmails, parsePhones, tidyText } from '#server/imports/reading/values.ts'
import { type Column, mappedColumns, type ReadRow, RowReader } from '#server/imports/source-row.ts'

export interface ClientRow extends ReadRow {
  readonly checked: CheckedChange
  readonly state: string | undefined
  readonly class: ClientClass | null | undefined
  /** Kinds of channels whose cells were all empty, when empty cells clear. */
  readonly cleared: ReadonlySet<string>
}

type AddressKind = 'seat' | 'invoice' | 'delivery'
const addressField = /^(seat|invoice|delivery)(Street|City|Postcode|Region|Country)$/

/** Prepares the reading of rows under one mapping. */
export function clientRowReader(
  options: ImportOptions,
  headers: readonly string[],
  customFields: readonly CustomField[],
): { columns: Column[]; read(source: SourceRecord): ClientRow } {
  const columns = mappedColumns(options, headers)
  const custom = new Map(customFields.map((field) => [`custom.${field.key}`, field]))
  const clear = options.emptyCells === 'clear'
  const kinds = new Map(columns.map((column) => [column.column, channelKind(column.header)]))
  return { columns, read }

  function read(source: SourceRecord): ClientRow {
    const out = new RowReader()
    const draft: Record<string, unknown> = {}
    const places = new Map<AddressKind, Address>()
    const channels: (Channel & { column: number })[] = []
    const accounts: (BankAccount & { column: number })[] = []
    const cleared = new Set<string>()
    let gln: string | undefined
    let state: string | undefined
    let klass: ClientClass | null | undefined
    for (const column of columns) {
      const cell = tidyText(source.cells[column.column] ?? '')
      const { field } = column
      if (cell === '') {
        if (clear) clearOut(field)
        continue
      }
      const own = custom.get(field)
      if (own) {
        out.ownField(column, cell, own)
        continue
      }
      const part = addressField.exec(field)
      if (part) {
        addressPart(column, part[1] as AddressKind, part[2] as string, cell)
        continue
      }
      switch (field) {
        case 'name':
        case 'number':
        case 'source': {
          const text = out.fitting(column, field, cell.replace(/\s+/g, ' '))
          if (text !== undefined) draft[field] = text
          break
        }
        case 'ico':
        case 'dic': {
          const text = out.fitting(column, field, cell)
          if (text !== undefined) draft[field] = text
          break
        }
        case 'nace':
          draft.nace = cell.replace(/^([\d.]+)\s.*$/s, '$1')
          break
        case 'note': {
          const text = out.fitting(column, 'note', draft.note ? `${draft.note as string}\n${cell}` : cell)
          if (text !== undefined) draft.note = text
          break
        }
        case 'kind':
          take(column, cell, cells.readKind(cell))
          break
        case 'legalForm':
          take(column, cell, cells.readLegalForm(cell))
          break
        case 'language':
          take(column, cell, cells.readLanguage(cell))
          break
        case 'currency':
          take(column, cell, cells.readCurrency(cell))
          break
        case 'confidentiality':
          take(column, cell, cells.readConfidentiality(cell))
          break
        case 'class': {
          const read = cells.readClass(cell)
          if ('value' in read) klass = read.value
          else out.refuse(column, read.reason, cell, read.details)
          break
        }
        case 'state': {
          const read = cells.readState(cell)
          if ('value' in read) state = read.value
          else out.refuse(column, read.reason, cell, read.details)
          break
        }
        case 'isClient':
        case 'isSupplier':
        case 'isPartner':
        case 'isCompetitor':
        case 'noContact': {
          const read = parseBoolean(cell)
          if (read.value === undefined) out.refuse(column, read.reason, cell)
          else draft[field] = read.value
          break
        }
        case 'nextTouchOn': {
          const read = parseDate(cell, column.dateOrder)
          if (read.value === undefined) out.refuse(column, read.reason, cell)
          else draft[field] = read.value
          break
        }
        case 'email':
        case 'phone': {
          const { values, rejected } = field === 'email' ? parseEmails(cell) : parsePhones(cell)
          for (const { text, reason } of rejected) out.refuse(column, reason, text)
          for (const value of values) channel(column, field, value.replace(/;ext=/, ' ext. '))
          break
        }
        case 'web':
          for (const value of cell.split(/[\s,;|]+/)) if (value !== '') channel(column, 'web', value)
          break
        case 'bankAccount':
        case 'iban':
          for (const value of cell.split(/[,;|\n]+/)) {
            const text = value.trim()
            if (text === '') continue
            const iban = /^[A-Z]{2}\d{2}/i.test(text)
            accounts.push({ ...(iban ? { iban: text } : { account: text }), column: column.column })
          }
          break
        case 'gln':
          gln = cell
          break
        case 'seatAddress':
          for (const written of parseAddresses(cell)) wholeAddress(column, written)
          break
        case 'owner':
          out.links.push({ to: 'person', field: 'owner', column: column.column, text: cell })
          break
        case 'parent':
          out.links.push({ to: 'client', field: 'parent', column: column.column, text: cell })
          break
        case 'tags':
          out.tags = { names: [...(out.tags?.names ?? []), ...cells.readTags(cell)], column: column.column }
          break
      }
    }
    if (gln !== undefined) {
      const kind = places.has('delivery') || !places.has('seat') ? 'delivery' : 'seat'
      places.set(kind, { ...(places.get(kind) ?? { kind }), gln })
    }
    const addresses = [...places.values()].filter((a) => a.street || a.city || a.postcode || a.gln)
    if (addresses.length > 0) draft.addresses = addresses
    if (channels.length > 0) draft.channels = channels
    if (accounts.length > 0) draft.bankAccounts = accounts
    const { checked, errors } = examineClient(draft as ClientChange)
    for (const error of errors) {
      const { column, field, value } = placeOf(error.field)
      out.problems.push({
        column,
        field,
        reason: error.reason,
        ...(value === undefined ? {} : { value }),
        ...(error.details ? { details: error.details } : {}),
      })
    }
    if (checked.bankAccounts) checked.bankAccounts = joined(checked.bankAccounts)
    if (checked.channels)
      checked.channels = checked.channels.map(({ type, value, matchKey, kind }) => ({
        type,
        value,
        matchKey,
        kind: kind ?? null,
        note: null,
      }))
    return {
      source,
      problems: out.problems,
      links: out.links,
      tags: out.tags,
      custom: out.custom,
      checked,
      state,
      class: klass,
      cleared,
    }

    function take(column: Column, cell: string, read: cells.Read<unknown>): void {
      if ('value' in read) draft[column.field] = read.value
      else out.refuse(column, read.reason, cell, read.details)
    }

    function channel(column: Column, type: Channel['type'], value: string): void {
      const text = out.fitting(column, 'channel', value)
      if (text !== undefined)
        channels.push({ type, value: text, kind: kinds.get(column.column) ?? null, column: column.column })
    }

    function addressPart(column: Column, kind: AddressKind, part: string, cell: string): void {
      const place = places.get(kind) ?? { kind }
      const key = part.toLowerCase() as 'street' | 'city' | 'postcode' | 'region' | 'country'
      if (key === 'country') {
        const read = cells.readCountry(cell)
        if ('value' in read) place.country = read.value
        else out.refuse(column, read.reason, cell)
      } else {
        const text = out.fitting(
          column,
          key,
          key === 'postcode' ? cell.replace(/^(\d{3}) (\d{2})$/, '$1$2') : cell.replace(/\s*\n\s*/g, ', '),
        )
        if (text !== undefined) place[key] = text
      }
      places.set(kind, place)
    }

    function wholeAddress(column: Column, written: ReturnType<typeof parseAddresses>[number]): void {
      const kind = written.kind ?? (places.has('seat') ? 'delivery' : 'seat')
      const country = written.country ? cells.readCountry(written.country) : undefined
      const place: Address = { kind }
      for (const key of ['street', 'city', 'postcode'] as const) {
        const text = written[key] ? out.fitting(column, key, written[key]) : undefined
        if (text) place[key] = text
      }
      if (country && 'value' in country) place.country = country.value
      places.set(kind, { ...place, ...places.get(kind) })
    }

    function clearOut(field: string): void {
      if (field === 'email' || field === 'phone' || field === 'web') cleared.add(field)
      else if (['number', 'ico', 'dic', 'legalForm', 'nace', 'source', 'nextTouchOn'].includes(field))
        draft[field] = null
      else if (field === 'note') draft.note ??= null
      else if (field === 'class') klass = null
      else if (field.startsWith('custom.')) out.custom[field.slice(7)] = null
      else if (field === 'owner' || field === 'parent')
        out.links.push({ to: field === 'owner' ? 'person' : 'client', field, column: -1, text: '' })
    }

    function placeOf(field: string): { column: number | null; field: string | null; value?: string } {
      const [head = '', index] = field.split('.')
      const list = { channels, bankAccounts: accounts }[head as 'channels']
      const item = list?.[Number(index)]
      const at =
        item?.column ?? columnOfAddress(head, Number(index)) ?? columns.find((c) => c.field === head)?.column ?? null
      const mapped = columns.find((c) => c.column === at)
      const value = at === null ? undefined : tidyText(source.cells[at] ?? '').slice(0, 200)
      return { column: at, field: mapped?.field ?? head, ...(value === undefined ? {} : { value }) }
    }

    function columnOfAddress(head: string, index: number): number | undefined {
      if (head !== 'addresses') return undefined
      const kind = addresses[index]?.kind
      return columns.find((c) => c.field === 'gln' || c.field === 'seatAddress' || (kind && c.field.startsWith(kind)))
        ?.column
    }
  }
}

/** What a channel is for, where the name of its column says it. */
function channelKind(header: string): string | null {
  const folded = foldText(header)
  if (/faktur|invoic|billing/.test(folded)) return 'invoices'
  if (/objedn|order/.test(folded)) return 'orders'
  if (/reklam|complain/.test(folded)) return 'complaints'
  return null
}

/** An account and its IBAN from two columns are one account. */
function joined(accounts: readonly BankAccount[]): BankAccount[] {
  const byIban = new Map<string, BankAccount>()
  for (const { account, iban, bic, currency } of accounts) {
    const key = iban ?? account ?? ''
    const known = byIban.get(key)
    byIban.set(key, {
      account: known?.account ?? account ?? null,
      iban: iban ?? null,
      bic: bic ?? null,
      currency: currency ?? null,
      note: null,
    })
  }
  return [...byIban.values()]
}
