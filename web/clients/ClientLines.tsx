// Repeating lines of the client form: phones and mails, addresses, bank accounts.
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Address, addressKinds, type BankAccount, type Channel, channelTypes } from '#api/clients.ts'
import { countryCodes } from '#domain/choices.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'

interface LinesProps<T> {
  value: T[]
  onChange(value: T[]): void
  errorOf(field: string): string | undefined
}

function Lines<T>({
  title,
  add,
  fresh,
  value,
  onChange,
  line,
  labelled,
}: {
  title: string
  add: string
  fresh: T
  value: T[]
  onChange(value: T[]): void
  line(item: T, change: (patch: Partial<T>) => void, i: number): ReactNode
  /** Whether the fields of this line carry their labels; lines under it may keep them for screen readers only. */
  labelled(i: number): boolean
}) {
  const t = useMessages('clients')
  return (
    <Stack gap="xs" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" fw={650} p={0} mb={4}>
        {title}
      </Text>
      {value.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity before they are saved
        <Group key={i} gap="xs" align="start" wrap="wrap">
          {line(item, (patch) => onChange(value.map((x, at) => (at === i ? { ...x, ...patch } : x))), i)}
          <Button
            mt={labelled(i) ? 24 : 0}
            variant="subtle"
            color="gray"
            px={8}
            aria-label={t.removeLine}
            onClick={() => onChange(value.filter((_, at) => at !== i))}
          >
            <IconTrash size={16} stroke={1.5} />
          </Button>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => onChange([...value, fresh])}
        >
          {add}
        </Button>
      </Group>
    </Stack>
  )
}

/** The first line shows its labels; those under it keep them for screen readers. */
const labelOf = (i: number, text: string) => (i === 0 ? { label: text } : { label: undefined, ariaLabel: text })

const wide = { flex: '1 1 200px' }
const narrow = { flex: '0 1 130px' }

export function ChannelLines({ value, onChange, errorOf }: LinesProps<Channel>) {
  const t = useMessages('clients')
  const keyboards = { phone: 'tel', email: 'email', web: 'url' } as const
  return (
    <Lines
      title={t.sections.channels}
      add={t.addChannel}
      fresh={{ type: 'phone', value: '' } as Channel}
      value={value}
      onChange={onChange}
      labelled={(i) => i === 0}
      line={(c, change, i) => (
        <>
          <div style={narrow}>
            <ChoiceField
              {...labelOf(i, t.channel.type)}
              value={c.type}
              onChange={(type) => change({ type: type as Channel['type'] })}
              choices={channelTypes.map((x) => ({ value: x, label: t.channelTypes[x] }))}
            />
          </div>
          <div style={wide}>
            <TextField
              name={`channels.${i}.value`}
              {...labelOf(i, t.channel.value)}
              value={c.value}
              onChange={(x) => change({ value: x })}
              kind={keyboards[c.type]}
              error={errorOf(`channels.${i}.value`)}
            />
          </div>
          <div style={narrow}>
            <TextField {...labelOf(i, t.channel.kind)} value={c.kind} onChange={(x) => change({ kind: x || null })} />
          </div>
        </>
      )}
    />
  )
}

export function AddressLines({ value, onChange, errorOf }: LinesProps<Address>) {
  const t = useMessages('clients')
  return (
    <Lines
      title={t.sections.addresses}
      add={t.addAddress}
      fresh={{ kind: value.some((a) => a.kind === 'seat') ? 'delivery' : 'seat' } as Address}
      value={value}
      onChange={onChange}
      labelled={() => true}
      line={(a, change, i) => (
        <>
          <div style={narrow}>
            <ChoiceField
              label={t.address.kind}
              value={a.kind}
              onChange={(kind) => change({ kind: kind as Address['kind'] })}
              choices={addressKinds.map((x) => ({ value: x, label: t.addressKinds[x] }))}
            />
          </div>
          <div style={wide}>
            <TextField
              label={t.address.street}
              value={a.street}
              onChange={(street) => change({ street })}
              error={errorOf(`addresses.${i}`)}
            />
          </div>
          <div style={narrow}>
            <TextField
              label={t.address.postcode}
              value={a.postcode}
              onChange={(postcode) => change({ postcode })}
              kind="digits"
            />
          </div>
          <div style={wide}>
            <TextField label={t.address.city} value={a.city} onChange={(city) => change({ city })} />
          </div>
          <div style={{ flex: '0 1 90px' }}>
            <ChoiceField
              label={t.address.country}
              value={a.country ?? 'CZ'}
              onChange={(country) => change({ country: country ?? 'CZ' })}
              choices={countryCodes.map((x) => ({ value: x, label: x }))}
            />
          </div>
          {a.kind === 'delivery' && (
            <div style={{ flex: '0 1 160px' }}>
              <TextField
                name={`addresses.${i}.gln`}
                label={t.address.gln}
                value={a.gln}
                onChange={(gln) => change({ gln })}
                kind="digits"
                error={errorOf(`addresses.${i}.gln`)}
              />
            </div>
          )}
        </>
      )}
    />
  )
}

export function AccountLines({ value, onChange, errorOf }: LinesProps<BankAccount>) {
  const t = useMessages('clients')
  return (
    <Lines
      title={t.sections.accounts}
      add={t.addAccount}
      fresh={{ account: '' } as BankAccount}
      value={value}
      onChange={onChange}
      labelled={(i) => i === 0}
      line={(b, change, i) => (
        <>
          <div style={wide}>
            <TextField
              name={`bankAccounts.${i}.account`}
              {...labelOf(i, t.account.account)}
              value={b.account}
              onChange={(account) => change({ account })}
              error={errorOf(`bankAccounts.${i}.account`) ?? errorOf(`bankAccounts.${i}`)}
            />
          </div>
          <div style={wide}>
            <TextField
              name={`bankAccounts.${i}.iban`}
              {...labelOf(i, t.account.iban)}
              value={b.iban}
              onChange={(iban) => change({ iban })}
              error={errorOf(`bankAccounts.${i}.iban`)}
            />
          </div>
        </>
      )}
    />
  )
}
