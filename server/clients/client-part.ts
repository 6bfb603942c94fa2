// Client page: the firm's own fields, by which their values are read.
import type { ClientPart } from '#server/clients/actions-page.ts'
import { fieldsOf } from '#server/custom-fields/actions.ts'

export const customFieldPart: ClientPart = { key: 'customFields', read: (ctx) => fieldsOf(ctx, 'clients') }
