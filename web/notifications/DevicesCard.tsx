// Devices that show notifications even when the product is not open: this one on and off, the others off.
import { Button, Group, Stack } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { NotificationSettings, PushDevice } from '#api/notifications.ts'
import { deviceOf } from '#web/kit/device.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import styles from '#web/notifications/Notifications.module.css'
import { ownEndpoint, pushState, turnOff, turnOn } from '#web/notifications/push.ts'
import { tryDevice } from '#web/notifications/queries.ts'

export function DevicesCard({ settings }: { settings: NotificationSettings }) {
  const t = useMessages('notifications').devices
  const toast = useToast()
  const [own, setOwn] = useState<string>()
  const [why, setWhy] = useState<'unsupported' | 'insecure' | 'denied' | 'noService'>()
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the devices change
  useEffect(() => {
    const state = pushState()
    setWhy(state === 'ready' ? undefined : state)
    void ownEndpoint().then(setOwn, () => undefined)
  }, [settings.devices])
  const isOn = settings.devices.some((device) => device.endpoint === own)
  const on = async () => {
    setBusy(true)
    try {
      const { browser, system } = deviceOf(navigator.userAgent)
      await turnOn(settings.pushKey, [browser, system].filter(Boolean).join(', '))
      setOwn(await ownEndpoint())
      toast.done(t.added)
    } catch (error) {
      if (error === 'denied' || error === 'noService') setWhy(error)
      else toast.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack gap="sm">
      <p className="k-dim" style={{ margin: 0 }}>
        {t.intro}
      </p>
      {settings.devices.length > 0 && (
        <div>
          {settings.devices.map((device) => (
            <DeviceLine key={device.id} device={device} here={device.endpoint === own} />
          ))}
        </div>
      )}
      {why && (
        <p className="k-risk" style={{ margin: 0 }}>
          {t[why]}
        </p>
      )}
      {!isOn && (why === undefined || why === 'noService') && (
        <Button
          variant="default"
          leftSection={<IconDeviceMobile size={16} stroke={1.5} />}
          loading={busy}
          style={{ alignSelf: 'start' }}
          onClick={() => void on()}
        >
          {t.turnOn}
        </Button>
      )}
    </Stack>
  )
}

function DeviceLine({ device, here }: { device: PushDevice; here: boolean }) {
  const t = useMessages('notifications').devices
  const f = useFormat()
  const toast = useToast()
  const facts = [here ? t.thisOne : '', t.since(f.day(device.createdAt.slice(0, 10)))].filter(Boolean)
  return (
    <div className={styles.device}>
      <div>
        {device.device || t.unnamed} <span className="k-dim">({facts.join(', ')})</span>
        {device.failedAt && <div className="k-late">{t.failed}</div>}
      </div>
      <Group gap={6}>
        <Button
          size="xs"
          variant="default"
          onClick={() => void tryDevice(device.id).then(() => toast.done(t.tried), toast.problem)}
        >
          {t.tryIt}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => void turnOff(device.id, device.endpoint).then(() => toast.done(t.removed), toast.problem)}
        >
          {t.remove}
        </Button>
      </Group>
    </div>
  )
}
