// Own fields for tests and the demo company.
import type { CustomField, CustomFieldDraft } from '#api/custom-fields.ts'
import { createCustomField } from '#server/custom-fields/actions.ts'
import type { Context } from '#server/kit/context.ts'

let n = 0

/** A text field of clients unless said otherwise; choices get two options. */
export async function aCustomField(ctx: Context, overrides: Partial<CustomFieldDraft> = {}): Promise<CustomField> {
  n++
  const chosen = overrides.type === 'choice' || overrides.type === 'choices'
  return createCustomField(ctx, {
    capability: 'clients',
    type: 'text',
    label: { cs: `Pole ${n}`, en: `Field ${n}` },
    ...(chosen
      ? {
          choices: [
            { cs: 'Ano', en: 'Yes' },
            { cs: 'Ne', en: 'No' },
          ],
        }
      : {}),
    ...overrides,
  })
}
