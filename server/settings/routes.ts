// Binds the endpoints of settings.
import * as api from '#api/settings.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/settings/actions.ts'

export function settingsRoutes(bind: Bind): void {
  bind(api.getSettings, async (ctx) => {
    const { setUp: _, ...settings } = await actions.firmSettings(ctx)
    return settings
  })
  bind(api.changeSettings, (ctx, { body, ...input }) => actions.changeSettings(ctx, body, requireVersion(input)))
}
