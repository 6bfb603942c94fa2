// The choices of a field in both languages, in the order they are offered.
import { ActionIcon, Button, Group, Input, Stack } from '@mantine/core'
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface ChoiceRow {
  /** Of a choice that is stored already; it never changes. */
  key?: string
  cs: string
  en: string
}

export interface ChoiceRowsProps {
  rows: readonly ChoiceRow[]
  onChange(rows: ChoiceRow[]): void
  errorOf(field: string): string | undefined
}

export function ChoiceRows({ rows, onChange, errorOf }: ChoiceRowsProps) {
  const t = useMessages('customFields')
  const set = (i: number, part: Partial<ChoiceRow>) =>
    onChange(rows.map((row, at) => (at === i ? { ...row, ...part } : row)))
  const up = (i: number) => {
    const next = [...rows]
    next.splice(i - 1, 0, ...next.splice(i, 1))
    onChange(next)
  }
  return (
    <Input.Wrapper label={t.choices} error={errorOf('choices')}>
      <Stack gap={6} mt={4}>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: new choices have no key yet, and a row keeps its place while typing
          <Group key={i} gap={6} wrap="nowrap" align="start">
            <TextField
              label={undefined}
              name={`choices.${i}.cs`}
              ariaLabel={t.choiceCs(i + 1)}
              placeholder={t.labelCs}
              value={row.cs}
              onChange={(cs) => set(i, { cs })}
              error={errorOf(`choices.${i}.cs`)}
              maxLength={80}
            />
            <TextField
              label={undefined}
              ariaLabel={t.choiceEn(i + 1)}
              placeholder={t.labelEn}
              value={row.en}
              onChange={(en) => set(i, { en })}
              maxLength={80}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              aria-label={t.choiceUp(row.cs)}
              disabled={i === 0}
              onClick={() => up(i)}
            >
              <IconArrowUp size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              aria-label={t.choiceRemove(row.cs)}
              onClick={() => onChange(rows.filter((_, at) => at !== i))}
            >
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => onChange([...rows, { cs: '', en: '' }])}
          >
            {t.choiceAdd}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  )
}
