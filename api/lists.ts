// The one language of every list: typed columns, and/or filters, sorts, keyset pages, sums and groups.
// A capability declares its columns once; server, browser, export, bulk change and saved views all read them.
import { type Static, Type } from 'typebox'
import { Id, nullable } from '#api/endpoint.ts'

export type ColumnType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'choice'
  | 'choices'
  | 'boolean'
  | 'person'
  | 'team'
  | 'client'
  | 'tags'

export interface ListColumn {
  /** camelCase key; custom fields are `custom.<key>`. Its label is messages.<capability>.columns[key] or the field's own label. */
  readonly key: string
  readonly type: ColumnType
  readonly choices?: readonly string[]
  readonly sortable?: boolean
  readonly filterable?: boolean
  readonly groupable?: boolean
  readonly summable?: boolean
  /** May be edited in the row and in bulk. */
  readonly editable?: boolean
  /** Shown when nobody chose otherwise. */
  readonly initial?: boolean
  readonly width?: number
  /** Label of a custom field, per language. */
  readonly label?: { readonly cs: string; readonly en: string }
  /** Choice labels of a custom field, per language. */
  readonly choiceLabels?: Readonly<Record<string, { readonly cs: string; readonly en: string }>>
}

export const operators = [
  'is',
  'isNot',
  'in',
  'notIn',
  'contains',
  'startsWith',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'empty',
  'notEmpty',
  'lastDays',
  'nextDays',
] as const
export type Operator = (typeof operators)[number]

/** Which operators fit which column type; the server refuses others. */
export const operatorsOf: Readonly<Record<ColumnType, readonly Operator[]>> = {
  text: ['contains', 'startsWith', 'is', 'isNot', 'empty', 'notEmpty'],
  number: ['is', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  money: ['is', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  date: ['is', 'lt', 'lte', 'gt', 'gte', 'between', 'lastDays', 'nextDays', 'empty', 'notEmpty'],
  instant: ['lt', 'lte', 'gt', 'gte', 'between', 'lastDays', 'empty', 'notEmpty'],
  choice: ['in', 'notIn', 'empty', 'notEmpty'],
  choices: ['in', 'notIn', 'empty', 'notEmpty'],
  boolean: ['is'],
  person: ['in', 'notIn', 'empty', 'notEmpty'],
  team: ['in', 'notIn', 'empty', 'notEmpty'],
  client: ['in', 'notIn', 'empty', 'notEmpty'],
  tags: ['in', 'notIn', 'empty', 'notEmpty'],
}

/** A leaf: field, operator, value. `me` among the values of a person means whoever looks. */
export type Condition = { f: string; op: Operator; v?: unknown }
/** A filter tree: a leaf, or a group joined by and / or; nesting is limited to 5 levels and 50 leaves. */
export type Filter = Condition | { and: Filter[] } | { or: Filter[] }

/** Query string shared by every list endpoint. */
export const ListQuery = Type.Object({
  /** JSON of a Filter. */
  filter: Type.Optional(Type.String({ maxLength: 8000 })),
  /** Columns by comma, `-` before a key means descending, e.g. `-createdAt,name`. */
  sort: Type.Optional(Type.String({ maxLength: 400 })),
  /** Full-text box: folded, words in any order. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** Columns to send, by comma; id and version always come. */
  columns: Type.Optional(Type.String({ maxLength: 2000 })),
  /** The `next` of the page before. */
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  /** Jump into the middle when the scrollbar is dragged; keyset from there on. */
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  /** `false` leaves the total and sums out (next pages need not count again). */
  totals: Type.Optional(Type.Boolean({ default: true })),
  /** Instead of rows: one line per value of this column with count and sums. */
  groupBy: Type.Optional(Type.String({ maxLength: 100 })),
})
export type ListQuery = Static<typeof ListQuery>

export type ListRow = { id: string; version?: number } & Record<string, unknown>
export const ListRow = Type.Unsafe<ListRow>(
  Type.Object({ id: Id, version: Type.Optional(Type.Integer()) }, { additionalProperties: true }),
)
export const ListGroup = Type.Object({
  value: nullable(Type.String()),
  label: nullable(Type.String()),
  count: Type.Integer(),
  sums: Type.Record(Type.String(), nullable(Type.String())),
})
export const ListReply = Type.Object({
  rows: Type.Array(ListRow),
  /** Rows of the whole result; absent when `totals=false`. */
  total: Type.Optional(Type.Integer()),
  /** Sums of the whole result as decimal text by column key. */
  sums: Type.Optional(Type.Record(Type.String(), nullable(Type.String()))),
  next: nullable(Type.String()),
  groups: Type.Optional(Type.Array(ListGroup)),
})
export type ListReply = Static<typeof ListReply>
export type ListGroup = Static<typeof ListGroup>

/** What a bulk action applies to: ids picked by hand, or everything the filter matches (minus the ones unticked). */
export const Selection = Type.Union([
  Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 10_000 }) }, { additionalProperties: false }),
  Type.Object(
    {
      filter: Type.Optional(Type.String({ maxLength: 8000 })),
      q: Type.Optional(Type.String({ maxLength: 200 })),
      except: Type.Optional(Type.Array(Id, { maxItems: 10_000 })),
    },
    { additionalProperties: false },
  ),
])
export type Selection = Static<typeof Selection>

const kind = <T extends string>(value: T) => Type.Unsafe<T>({ type: 'string', const: value })

/** What a bulk action does to each record; capabilities say which of it they allow. */
export const BulkChange = Type.Union([
  /** One field to one value; `custom.<key>` for the firm's own fields. */
  Type.Object(
    { kind: kind('set'), field: Type.String({ maxLength: 60 }), value: Type.Unknown() },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: kind('assign'), ownerId: nullable(Id), reason: Type.Optional(nullable(Type.String({ maxLength: 500 }))) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: kind('addTags'), tagIds: Type.Array(Id, { minItems: 1, maxItems: 20 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: kind('removeTags'), tagIds: Type.Array(Id, { minItems: 1, maxItems: 20 }) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: kind('confirm') }, { additionalProperties: false }),
  Type.Object({ kind: kind('remove') }, { additionalProperties: false }),
])
export type BulkChange = Static<typeof BulkChange>
