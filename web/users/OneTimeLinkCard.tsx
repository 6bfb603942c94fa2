// A one-time link, shown once, with a button to copy it.
import { Alert, Button, Code, CopyButton, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import type { OneTimeLink } from '#api/users.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export function OneTimeLinkCard({ link }: { link: OneTimeLink }) {
  const t = useMessages('users').admin
  const kit = useMessages('kit')
  const f = useFormat()
  const address = new URL(link.path, location.origin).href
  return (
    <Alert variant="light" color="teal" title={t.link} icon={<IconKey size={20} stroke={1.5} />} role="status">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {t.linkLead} {link.mailed && `${t.linkMailed} `}
          {t.linkUntil(f.day(link.validUntil.slice(0, 10)))}
        </Text>
        <Code style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{address}</Code>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
            >
              {copied ? kit.copied : t.linkCopy}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  )
}
