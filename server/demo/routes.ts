// Binds the demo company.
import * as api from '#api/demo.ts'
import type { Outside } from '#server/app.ts'
import { fillDemo } from '#server/demo/actions.ts'
import type { Bind } from '#server/kit/serve.ts'

export function demoRoutes(bind: Bind, outside: Outside): void {
  bind(api.fillDemo, (ctx) => fillDemo(ctx, outside.auth, outside.secret))
}
