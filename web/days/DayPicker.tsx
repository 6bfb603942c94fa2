// Whose day or week: one's own, that of somebody one leads or stands in for, or of a team; hidden when there is no choice.
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { dayPeopleQuery, type Whose } from '#web/days/queries.ts'
import { useMessages } from '#web/kit/language.tsx'
import { useSession } from '#web/kit/session.tsx'

export function DayPicker({ whose, search = {} }: { whose: Whose; search?: Record<string, string> }) {
  const t = useMessages('days')
  const kit = useMessages('kit')
  const me = useSession()
  const navigate = useNavigate()
  const { data } = useQuery(dayPeopleQuery)
  if (!data || (data.people.length < 2 && data.teams.length === 0)) return null
  const choices = [
    { value: 'me', label: t.who.me },
    ...data.teams.map((team) => ({ value: `team:${team.id}`, label: t.who.team(team.name) })),
    ...data.people.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: `person:${id}`, label: name })),
  ]
  const value = whose.team ? `team:${whose.team}` : whose.person ? `person:${whose.person}` : 'me'
  const choose = (next: string | null) => {
    const [kind, id] = (next ?? 'me').split(':')
    void navigate({ to: '.', search: { ...search, ...(id ? { [kind as string]: id } : {}) } } as never)
    // Single keys are for the page again.
    document.getElementById('content')?.focus({ preventScroll: true })
  }
  return (
    <Select
      aria-label={t.who.label}
      data={choices}
      value={value}
      onChange={choose}
      allowDeselect={false}
      searchable={choices.length > 8}
      nothingFoundMessage={kit.nothingFound}
      w={220}
      comboboxProps={{ shadow: 'md' }}
    />
  )
}
