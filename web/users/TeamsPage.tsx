// The tree of teams with their people; whoever administers the firm changes it in place.
import { ActionIcon, Button, Skeleton } from '@mantine/core'
import { IconEdit, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Team } from '#api/teams.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'
import { createTeam, depths, removeTeam, teamsQuery } from '#web/teams/queries.ts'
import { TeamForm } from '#web/teams/TeamForm.tsx'
import { people } from '#web/users/queries.ts'
import styles from '#web/users/TeamsPage.module.css'

type Editing = { team?: Team; parentId?: string | null }

export function TeamsPage() {
  const t = useMessages('teams')
  const mayChange = useMay()('firm.administer')
  const { data: teams, error, refetch } = useQuery(teamsQuery)
  const [editing, setEditing] = useState<Editing>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({})}>
      {teams?.length === 0 ? t.empty.action : t.add}
    </Button>
  )
  const deep = depths(teams ?? [])
  return (
    <Page title={t.title} above={<FirmPlaces />} below={t.lead} actions={mayChange && teams?.length !== 0 && add}>
      {!teams && <Skeleton height={160} radius="md" />}
      {teams?.length === 0 && (
        <EmptyState
          icon={<IconUsersGroup size={28} stroke={1.25} aria-hidden />}
          text={t.empty.text}
          action={mayChange && add}
        />
      )}
      {teams && teams.length > 0 && (
        <ul className={styles.tree}>
          {teams.map((team) => (
            <TeamLine
              key={team.id}
              team={team}
              depth={deep.get(team.id) ?? 0}
              mayChange={mayChange}
              onEdit={() => setEditing({ team })}
              onAddBelow={() => setEditing({ parentId: team.id })}
            />
          ))}
        </ul>
      )}
      {editing && teams && (
        <TeamForm
          {...editing}
          teams={teams}
          onClose={() => setEditing(undefined)}
          leadField={(value, onChange, problem) => (
            <OptionField
              name="leadId"
              label={t.fields.lead}
              source={people}
              value={value ? [value] : []}
              onChange={([id]) => onChange(id ?? null)}
              error={problem}
              placeholder={t.fields.leadNone}
            />
          )}
        />
      )}
    </Page>
  )
}

interface TeamLineProps {
  team: Team
  depth: number
  mayChange: boolean
  onEdit(): void
  onAddBelow(): void
}

function TeamLine({ team, depth, mayChange, onEdit, onAddBelow }: TeamLineProps) {
  const t = useMessages('teams')
  const roles = useMessages('users').roles
  const toast = useToast()
  const remove = () =>
    removeTeam(team.id).then(() => {
      const { name, parentId, lead } = team
      const undo = () => void createTeam({ name, parentId, leadId: lead?.active ? lead.id : null }).catch(toast.problem)
      toast.done(t.removed(name), { undo })
    }, toast.problem)
  return (
    <li className={styles.team} style={{ '--depth': depth } as React.CSSProperties}>
      <div className={styles.head}>
        <h2>{team.name}</h2>
        <span className={team.lead?.active === false ? 'k-risk' : 'k-dim'}>
          {!team.lead ? t.noLead : team.lead.active ? t.leadOf(team.lead.name) : t.leftLead(team.lead.name)}
        </span>
        <span className="k-dim k-numbers">{t.people(team.members.length)}</span>
        {mayChange && (
          <span className={styles.actions}>
            <ActionIcon variant="subtle" color="gray" aria-label={t.addBelow(team.name)} onClick={onAddBelow}>
              <IconPlus size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t.edit(team.name)} onClick={onEdit}>
              <IconEdit size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t.remove(team.name)} onClick={() => void remove()}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </span>
        )}
      </div>
      {team.members.length === 0 ? (
        <p className="k-dim">{t.nobody}</p>
      ) : (
        <ul className={styles.members}>
          {team.members.map((member) => (
            <li key={member.id} data-left={!member.active || undefined}>
              <span>{member.name}</span>
              <span className="k-dim">
                {member.active ? member.roles.map((role) => roles[role]).join(', ') : t.left}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
