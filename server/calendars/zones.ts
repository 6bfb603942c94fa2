// Names of time zones as calendars of others write them, turned into the names of the IANA database.
import ICAL from 'ical.js'
import { isZone, toInstant } from '#server/kit/zoned-time.ts'

/** Zones of Windows by the Unicode CLDR (windowsZones, territory 001); the ones met in business mail. */
const windows: Readonly<Record<string, string>> = {
  'Dateline Standard Time': 'Etc/GMT+12',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Alaskan Standard Time': 'America/Anchorage',
  'Pacific Standard Time': 'America/Los_Angeles',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver',
  'Central America Standard Time': 'America/Guatemala',
  'Central Standard Time': 'America/Chicago',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'Canada Central Standard Time': 'America/Regina',
  'SA Pacific Standard Time': 'America/Bogota',
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indianapolis',
  'Atlantic Standard Time': 'America/Halifax',
  'SA Western Standard Time': 'America/La_Paz',
  'Pacific SA Standard Time': 'America/Santiago',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Buenos_Aires',
  'SA Eastern Standard Time': 'America/Cayenne',
  'Azores Standard Time': 'Atlantic/Azores',
  UTC: 'UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'Morocco Standard Time': 'Africa/Casablanca',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Prague',
  'Romance Standard Time': 'Europe/Paris',
  'Central European Standard Time': 'Europe/Warsaw',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'GTB Standard Time': 'Europe/Bucharest',
  'Middle East Standard Time': 'Asia/Beirut',
  'Egypt Standard Time': 'Africa/Cairo',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'FLE Standard Time': 'Europe/Kiev',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Kaliningrad Standard Time': 'Europe/Kaliningrad',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Arabic Standard Time': 'Asia/Baghdad',
  'Arab Standard Time': 'Asia/Riyadh',
  'Belarus Standard Time': 'Europe/Minsk',
  'Russian Standard Time': 'Europe/Moscow',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'Iran Standard Time': 'Asia/Tehran',
  'Arabian Standard Time': 'Asia/Dubai',
  'Azerbaijan Standard Time': 'Asia/Baku',
  'Georgian Standard Time': 'Asia/Tbilisi',
  'Caucasus Standard Time': 'Asia/Yerevan',
  'West Asia Standard Time': 'Asia/Tashkent',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Calcutta',
  'Sri Lanka Standard Time': 'Asia/Colombo',
  'Nepal Standard Time': 'Asia/Katmandu',
  'Central Asia Standard Time': 'Asia/Almaty',
  'Bangladesh Standard Time': 'Asia/Dhaka',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'W. Australia Standard Time': 'Australia/Perth',
  'Taipei Standard Time': 'Asia/Taipei',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'AUS Central Standard Time': 'Australia/Darwin',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Tasmania Standard Time': 'Australia/Hobart',
  'West Pacific Standard Time': 'Pacific/Port_Moresby',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Fiji Standard Time': 'Pacific/Fiji',
}

/** Tried first when a file describes a zone of its own by rules: the nearest places of the same clock. */
const preferred = [
  'Europe/Prague',
  'Europe/London',
  'Europe/Kiev',
  'Europe/Istanbul',
  'UTC',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Asia/Calcutta',
  'Australia/Sydney',
]

/** By its name: IANA itself, with a path before it (`/citadel.org/…/Europe/Prague`), in quotes, or of Windows. */
export function zoneByName(tzid: string): string | undefined {
  const name = tzid.trim().replace(/^"|"$/g, '')
  if (isZone(name) && !/^[+-]/.test(name)) return name
  const known = windows[name]
  if (known) return known
  const place = /([A-Z][A-Za-z_-]+(?:\/[A-Z][A-Za-z_-]+){1,2})$/.exec(name)?.[1]
  for (const tail of place ? [place, place.split('/').slice(-2).join('/')] : []) if (isZone(tail)) return tail
  // `(GMT+01:00) Prague, Bratislava…`, `(UTC+01:00) …`
  if (/\b(Prague|Praha|Bratislava)\b/.test(name)) return 'Europe/Prague'
  return undefined
}

/** By the rules a file gives for it: the first zone whose clock is the same in winter and in summer of that year. */
export function zoneByRules(vtimezone: string, year: number): string | undefined {
  const zone = parsed(vtimezone)
  if (!zone) return undefined
  const location = zone.component?.getFirstPropertyValue('x-lic-location')
  if (typeof location === 'string' && isZone(location)) return location
  const days = [`${year}-01-15`, `${year}-07-15`]
  const wanted = days.map((day) => zone.utcOffset(ICAL.Time.fromDateTimeString(`${day}T12:00:00`)))
  const same = (name: string) =>
    days.every(
      (day, i) => (Date.parse(`${day}T12:00:00Z`) - Date.parse(toInstant(day, '12:00', name))) / 1000 === wanted[i],
    )
  return preferred.find(same) ?? Intl.supportedValuesOf('timeZone').find(same)
}

/** Seconds from UTC at a local time by the rules of a file. */
export function offsetByRules(vtimezone: string, local: string): number | undefined {
  return parsed(vtimezone)?.utcOffset(ICAL.Time.fromDateTimeString(local.slice(0, 19)))
}

function parsed(vtimezone: string): ICAL.Timezone | undefined {
  try {
    return new ICAL.Timezone(new ICAL.Component(ICAL.parse(vtimezone)))
  } catch {
    return undefined
  }
}
