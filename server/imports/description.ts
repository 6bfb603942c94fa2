// Says how an uploaded file is written and what its columns seem to mean; remembers what the person decided for such headers.
import { createHash } from 'node:crypto'
import type { CustomField } from '#api/custom-fields.ts'
import type { ColumnGuess, ImportDescription, ImportOptions, Reading } from '#api/imports.ts'
import { gatheringFields, type ImportCapability, importFields } from '#domain/imports/fields.ts'
import { fieldsOf } from '#server/custom-fields/actions.ts'
import { clientRowReader } from '#server/imports/client-rows.ts'
import { contactRowReader } from '#server/imports/contact-rows.ts'
import { cardColumns } from '#server/imports/reading/card-columns.ts'
import { foldName } from '#server/imports/reading/header-names.ts'
import { guessColumns } from '#server/imports/reading/headers.ts'
import { breather } from '#server/imports/reading/limits.ts'
import { type FileDescription, type ImportFile, openImportFile } from '#server/imports/reading/open-file.ts'
import { ReadingError } from '#server/imports/reading/reading-error.ts'
import { dateOrderOf, numberStyleOf } from '#server/imports/reading/values.ts'
import * as store from '#server/imports/store.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'

/** The file, or a refusal with the reason why it cannot be read. */
export async function openUpload(path: string, reading: Reading): Promise<ImportFile> {
  if (path === '') throw new Refusal('imports.fileForgotten')
  try {
    return await openImportFile(path, reading)
  } catch (error) {
    if (error instanceof ReadingError) throw new Refusal(error.reason, error.details)
    throw error
  }
}

export async function descriptionOf(
  ctx: Context,
  imported: { capability: ImportCapability; options: Partial<ImportOptions> },
  file: ImportFile,
  reading: Reading,
): Promise<ImportDescription> {
  const { description } = file
  const customFields = await fieldsOf(ctx, imported.capability)
  const guesses = await fitting(
    await guessFields(description, imported.capability, customFields),
    description,
    imported.capability,
    customFields,
  )
  const hash = headersHash(description)
  const remembered =
    description.headerRow === null && description.kind !== 'vcard'
      ? undefined
      : await store.findMapping(ctx, imported.capability, hash)
  const guessed = guessedOptions(imported.capability, description, guesses, reading)
  return {
    kind: description.kind,
    encoding: description.encoding ?? null,
    encodingConfidence: description.encodingConfidence ?? null,
    bom: description.bom ?? false,
    delimiter: description.dialect?.delimiter ?? null,
    quote: description.dialect?.quote ?? null,
    dialectConfidence: description.dialectConfidence ?? null,
    sheets: (description.sheets ?? []).map(({ name, hidden }) => ({ name, hidden })),
    sheet: description.sheet ?? null,
    headerRow: description.headerRow,
    headerConfidence: description.headerConfidence,
    headers: description.headers,
    preamble: description.preamble.slice(0, 20).map(glimpse),
    sampleRows: description.sampleRows.slice(0, 20).map(({ cells }) => cells.map(glimpse)),
    guesses,
    options: remembered ? withReading(stillKnown(remembered, imported.capability, customFields), reading) : guessed,
    remembered: remembered !== undefined,
    customFields: customFields.map((field) => ({
      key: field.key,
      label: field.label[ctx.actor.language],
      type: field.type,
    })),
  }
}

/** A sample only shows what a cell holds; a book in one cell would have to travel to the browser. */
function glimpse(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text
}

export function headersHash(description: FileDescription): string {
  const folded = description.kind === 'vcard' ? 'vcard' : description.headers.map(foldName).join('\u0001')
  return createHash('sha256').update(folded).digest('hex')
}

/** What the headers and values speak for, in the fields this capability has. */
export async function guessFields(
  description: FileDescription,
  capability: ImportCapability,
  customFields: readonly CustomField[],
): Promise<ColumnGuess[]> {
  const rows = description.sampleRows.map(({ cells }) => cells)
  const samples = (column: number) =>
    [...new Set(rows.map((cells) => (cells[column] ?? '').trim()).filter((text) => text !== ''))]
      .slice(0, 4)
      .map(glimpse)
  if (description.kind === 'vcard') {
    return cardColumns.map((header, column) => ({
      column,
      header,
      field: capability === 'contacts' ? fieldOfCard(header) : null,
      confidence: 1,
      why: header === 'note' ? 'cardNote' : fieldOfCard(header) ? 'card' : 'cardUnused',
      kind: 'text',
      samples: samples(column),
    }))
  }
  const known = customFields.flatMap(({ key, label }) => [
    { key, label: label.cs },
    { key, label: label.en },
  ])
  const guesses = await guessColumns(description.headers, rows, capability, known)
  const parts = new Set(guesses.map(({ field }) => field))
  const named: ColumnGuess[] = []
  const breathe = breather()
  for (const guess of guesses) {
    await breathe()
    const field = ownName(guess.field, capability)
    // A whole address in one cell: street, postcode and town together.
    const whole =
      field === 'seatStreet' &&
      !parts.has('seatPostcode') &&
      !parts.has('seatCity') &&
      rows.some((cells) => /\d{3} ?\d{2}\s+\p{Lu}/u.test(cells[guess.column] ?? ''))
    named.push({
      column: guess.column,
      header: guess.header,
      field: whole ? 'seatAddress' : field,
      confidence: field === null ? 0 : guess.confidence,
      why: field === null ? 'none' : guess.why,
      kind: guess.kind,
      samples: samples(guess.column),
    })
  }
  return named
}

/** Fields with a closed set of values: a name may speak for them while the values are something else. */
const choosy =
  /^(?:nace|class|state|kind|legalForm|language|currency|confidentiality|is[A-Z]\w+|noContact|nextTouchOn|\w+Country|buyingRoles|influence|sentiment|bankAccount|iban|gln)$/

/** Guesses whose own sample would be refused for the most part are withdrawn, so that they do not refuse whole rows. */
async function fitting(
  guesses: ColumnGuess[],
  description: FileDescription,
  capability: ImportCapability,
  customFields: readonly CustomField[],
): Promise<ColumnGuess[]> {
  const options = guessedOptions(capability, description, guesses, {})
  const reader = (capability === 'clients' ? clientRowReader : contactRowReader)(
    options,
    description.headers,
    customFields,
  )
  const wrong = new Map<number, number>()
  const filled = new Map<number, number>()
  const breathe = breather()
  for (const source of description.sampleRows.filter(({ problem }) => !problem)) {
    await breathe()
    const columns = new Set(reader.read(source).problems.map(({ column }) => column))
    for (const { column } of reader.columns) {
      if ((source.cells[column] ?? '').trim() !== '') filled.set(column, (filled.get(column) ?? 0) + 1)
      if (columns.has(column)) wrong.set(column, (wrong.get(column) ?? 0) + 1)
    }
  }
  return guesses.map((guess) => {
    const many = (wrong.get(guess.column) ?? 0) * 2 > (filled.get(guess.column) ?? 0)
    return guess.field && choosy.test(guess.field) && many
      ? { ...guess, field: null, confidence: 0, why: 'unfit' }
      : guess
  })
}

/** Everything of a card is taken but its note, which a person must ask for, and what contacts have no place for. */
function fieldOfCard(header: string): string | null {
  if (header === 'note') return null
  if (header === 'companyName') return 'company'
  return (importFields.contacts as readonly string[]).includes(header) ? header : null
}

const ownNames: Readonly<Record<string, string>> = {
  companyName: 'company',
  role: 'buyingRoles',
  parentNumber: 'parent',
}

function ownName(field: string | undefined, capability: ImportCapability): string | null {
  if (field === undefined) return null
  const name = ownNames[field] ?? field
  return name.startsWith('custom.') || (importFields[capability] as readonly string[]).includes(name) ? name : null
}

export function guessedOptions(
  capability: ImportCapability,
  description: FileDescription,
  guesses: readonly ColumnGuess[],
  reading: Reading,
): ImportOptions {
  const taken = new Set<string>()
  const columns = guesses.map(({ column, field }) => {
    const free = field !== null && (gatheringFields.includes(field) || !taken.has(field)) ? field : null
    if (free) taken.add(free)
    const cells = description.sampleRows.map(({ cells }) => cells[column] ?? '')
    const dateOrder = free?.startsWith('custom.') || free === 'nextTouchOn' ? dateOrderOf(cells) : undefined
    const numberStyle = free?.startsWith('custom.') ? numberStyleOf(cells) : undefined
    return { column, field: free, ...(dateOrder ? { dateOrder } : {}), ...(numberStyle ? { numberStyle } : {}) }
  })
  const key =
    capability === 'clients'
      ? ((['ico', 'number', 'email'] as const).find((k) => taken.has(k)) ?? 'name')
      : description.kind === 'vcard' || taken.has('uid')
        ? 'uid'
        : taken.has('email')
          ? 'email'
          : 'nameCompany'
  return {
    reading,
    columns,
    key,
    mode: 'both',
    emptyCells: 'keep',
    similar: 'mark',
    withoutKey: 'byName',
    missingTags: 'create',
    missingCompanies: 'reject',
  }
}

function withReading(options: ImportOptions, reading: Reading): ImportOptions {
  return { ...options, reading: { ...options.reading, ...reading } }
}

/** Own fields may have gone since; their columns wait for a person. */
function stillKnown(
  options: ImportOptions,
  capability: ImportCapability,
  fields: readonly CustomField[],
): ImportOptions {
  const own = new Set(fields.map(({ key }) => `custom.${key}`))
  const known = (field: string) => own.has(field) || (importFields[capability] as readonly string[]).includes(field)
  return {
    ...options,
    columns: options.columns.map((one) => (one.field !== null && !known(one.field) ? { ...one, field: null } : one)),
  }
}
