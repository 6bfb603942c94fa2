// The firm at the border: its name, language, currency and how far its people see.
import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '#api/endpoint.ts'
import { visibilityPolicies } from '#domain/access.ts'
import { timeZones } from '#domain/settings/time-zones.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

export const FirmLanguage = oneOf(['cs', 'en'] as const)
export const Visibility = oneOf(visibilityPolicies)
export const FirmName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$' })

export const Settings = Type.Object({
  firmName: nullable(Type.String()),
  ico: nullable(Type.String()),
  /** Language offered to people who are invited. */
  language: FirmLanguage,
  /** Currency of new clients and of sums. */
  currency: Type.String(),
  timeZone: Type.String(),
  visibility: Visibility,
  version: Type.Integer(),
})
export type Settings = Static<typeof Settings>

export const SettingsChange = Type.Object(
  {
    firmName: Type.Optional(FirmName),
    ico: Type.Optional(nullable(Type.String({ maxLength: 20 }))),
    language: Type.Optional(FirmLanguage),
    currency: Type.Optional(CurrencyCode),
    timeZone: Type.Optional(oneOf(timeZones)),
    visibility: Type.Optional(Visibility),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type SettingsChange = Static<typeof SettingsChange>

export const getSettings = endpoint({
  id: 'settings.get',
  method: 'GET',
  path: '/api/settings',
  summary: 'The firm: name, language, currency, time zone and visibility policy',
  access: 'signedIn',
  reply: Settings,
})

export const changeSettings = endpoint({
  id: 'settings.change',
  method: 'PATCH',
  path: '/api/settings',
  summary: 'Change the firm; If-Match carries the version that was read',
  access: 'firm.administer',
  body: SettingsChange,
  reply: Settings,
})
