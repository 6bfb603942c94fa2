// Asks what of a repeating appointment is meant: this one, this and the following, or all.
import { Button, Modal, Stack, Text } from '@mantine/core'
import { type Scope, scopes } from '#api/calendars.ts'
import { useMessages } from '#web/kit/language.tsx'

export function ScopeDialog(props: { what: 'change' | 'remove'; onChoose(scope: Scope): void; onClose(): void }) {
  const t = useMessages('calendars')
  const k = useMessages('kit')
  return (
    <Modal opened onClose={props.onClose} title={t.scope.title} closeButtonProps={{ 'aria-label': k.close }} size="sm">
      <Stack gap="sm">
        <Text>{props.what === 'change' ? t.scope.change : t.scope.remove}</Text>
        {scopes.map((scope, i) => (
          <Button
            key={scope}
            variant={i === 0 ? 'filled' : 'default'}
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => props.onChoose(scope)}
          >
            {t.scope[scope]}
          </Button>
        ))}
      </Stack>
    </Modal>
  )
}
