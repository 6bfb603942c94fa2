// The demo company at the border.
import { type Static, Type } from 'typebox'
import { endpoint } from '#api/endpoint.ts'

export const DemoLogin = Type.Object({
  role: Type.String(),
  name: Type.String(),
  email: Type.String(),
  password: Type.String(),
})
export type DemoLogin = Static<typeof DemoLogin>

export const fillDemo = endpoint({
  id: 'demo.fill',
  method: 'POST',
  path: '/api/demo',
  summary: 'Fill an empty databank with the demo company; possible only while there is no client',
  access: 'firm.administer',
  reply: Type.Object({ clients: Type.Integer(), contacts: Type.Integer(), logins: Type.Array(DemoLogin) }),
})
