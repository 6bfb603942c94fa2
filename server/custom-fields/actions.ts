// PROVISIONAL until custom-fields land (owner: the engineer of custom-fields; overwrite, keep the two signatures).
import type { Context } from '#server/kit/context.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

export async function customColumnsOf(_ctx: Context, _capability: 'clients' | 'contacts'): Promise<SqlColumn[]> {
  return []
}
export async function checkCustom(
  _ctx: Context,
  _capability: 'clients' | 'contacts',
  values: Record<string, unknown>,
  before: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  return { ...before, ...values }
}
