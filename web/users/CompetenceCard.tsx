// What may I decide: my roles, how far I see, each ability with whose it is when it is not mine.
import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import styles from '#web/users/Account.module.css'
import { competenceQuery } from '#web/users/queries.ts'

export function CompetenceCard() {
  const texts = useMessages('users')
  const t = texts.competence
  const reasonText = useReasonText()
  const { data, error } = useQuery(competenceQuery)
  if (error) return <Text c="dimmed">{reasonText(error)}</Text>
  if (!data) return <Skeleton height={200} />
  const abilities = t.abilities as Readonly<Record<string, string>>
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {data.roles.length === 0 && <Text size="sm">{t.noRoles}</Text>}
        {data.roles.map((role) => (
          <Badge key={role} variant="light">
            {texts.roles[role]}
          </Badge>
        ))}
      </Group>
      <Text size="sm">
        {t.reach[data.reach]} {data.reach !== 'nothing' && (data.seesConfidential ? t.confidential : t.notConfidential)}
      </Text>
      <ul className={styles.lines}>
        {data.abilities.map(({ ability, mine, roles }) => (
          <li key={ability} className={styles.line}>
            {mine ? (
              <IconCheck size={20} stroke={1.5} className={styles.yes} aria-label={t.mine} role="img" />
            ) : (
              <IconMinus size={20} stroke={1.5} className={styles.icon} aria-label={t.notMine} role="img" />
            )}
            <div className={mine ? '' : 'k-dim'}>
              {abilities[ability] ?? ability}
              {!mine && <small>{t.whose(roles.map((role) => texts.roles[role]).join(', '))}</small>}
            </div>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
