// Time zones a firm may choose: those that share the Czech clock, because calendar days are counted by it.

export const timeZones = [
  'Europe/Prague',
  'Europe/Bratislava',
  'Europe/Vienna',
  'Europe/Berlin',
  'Europe/Warsaw',
  'Europe/Budapest',
] as const
export type TimeZone = (typeof timeZones)[number]
