// Custom fields of clients and contacts: add, change, put in order, stop using.
import { ActionIcon, Badge, Button, Skeleton, Table, Tabs } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconEdit, IconForms, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type CustomCapability, type CustomField, customCapabilities } from '#api/custom-fields.ts'
import { CustomFieldForm } from '#web/custom-fields/CustomFieldForm.tsx'
import { customFieldsQuery, orderCustomFields } from '#web/custom-fields/queries.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'

export function CustomFieldsPage() {
  const t = useMessages('customFields')
  const mayChange = useMay()('fields.administer')
  const { of } = useSearch({ strict: false }) as { of?: string }
  const navigate = useNavigate()
  const capability: CustomCapability = of === 'contacts' ? 'contacts' : 'clients'
  const { data: fields, error, refetch } = useQuery(customFieldsQuery(capability, true))
  const [editing, setEditing] = useState<{ field?: CustomField }>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({})}>
      {t.add}
    </Button>
  )
  return (
    <Page title={t.title} above={<FirmPlaces />} below={t.lead} actions={fields && fields.length > 0 && add}>
      <Tabs
        value={capability}
        onChange={(next) => void navigate({ to: '.', search: next === 'contacts' ? { of: next } : {} } as never)}
        mb="md"
      >
        <Tabs.List>
          {customCapabilities.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t.capabilities[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {!fields && <Skeleton height={160} radius="md" />}
      {fields?.length === 0 && (
        <EmptyState icon={<IconForms size={28} stroke={1.25} aria-hidden />} text={t.empty[capability]} action={add} />
      )}
      {fields && fields.length > 0 && (
        <FieldTable
          fields={fields}
          mayChange={mayChange}
          capability={capability}
          onEdit={(field) => setEditing({ field })}
        />
      )}
      {editing && <CustomFieldForm {...editing} capability={capability} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}

interface FieldTableProps {
  fields: readonly CustomField[]
  capability: CustomCapability
  mayChange: boolean
  onEdit(field: CustomField): void
}

function FieldTable({ fields, capability, mayChange, onEdit }: FieldTableProps) {
  const t = useMessages('customFields')
  const kit = useMessages('kit')
  const { language } = useLanguage()
  const toast = useToast()
  const move = (from: number, to: number) => {
    const ids = fields.map((field) => field.id)
    ids.splice(to, 0, ...ids.splice(from, 1))
    void orderCustomFields(capability, ids).catch(toast.problem)
  }
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={6} className="k-stacking">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.columns.label}</Table.Th>
            <Table.Th>{t.columns.type}</Table.Th>
            <Table.Th>{t.columns.choices}</Table.Th>
            <Table.Th>{t.columns.required}</Table.Th>
            {mayChange && <Table.Td />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field, i) => {
            const name = field.label[language]
            return (
              <Table.Tr key={field.id}>
                <Table.Td>
                  {name}{' '}
                  {!field.active && (
                    <Badge variant="default" size="sm">
                      {t.inactive}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>{[t.types[field.type], field.currency].filter(Boolean).join(', ')}</Table.Td>
                <Table.Td className="k-dim">{field.choices.map((choice) => choice[language]).join(', ')}</Table.Td>
                <Table.Td {...(field.required ? { 'data-label': t.columns.required } : {})}>
                  {field.required ? kit.yes : ''}
                </Table.Td>
                {mayChange && (
                  <Table.Td>
                    <ActionIcon.Group style={{ justifyContent: 'flex-end' }}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t.up(name)}
                        disabled={i === 0}
                        onClick={() => move(i, i - 1)}
                      >
                        <IconArrowUp size={16} stroke={1.5} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t.down(name)}
                        disabled={i === fields.length - 1}
                        onClick={() => move(i, i + 1)}
                      >
                        <IconArrowDown size={16} stroke={1.5} />
                      </ActionIcon>
                      <ActionIcon variant="subtle" color="gray" aria-label={t.edit(name)} onClick={() => onEdit(field)}>
                        <IconEdit size={16} stroke={1.5} />
                      </ActionIcon>
                    </ActionIcon.Group>
                  </Table.Td>
                )}
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
