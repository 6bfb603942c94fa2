// A picture for each channel of the timeline.
import {
  IconBrandHipchat,
  IconBuildingBank,
  IconCalendarEvent,
  IconCar,
  IconDeviceMobileMessage,
  IconMail,
  IconMailbox,
  IconNote,
  IconPhone,
  IconPrinter,
  IconUsers,
} from '@tabler/icons-react'
import type { Channel } from '#domain/activities/channels.ts'

const channelIcons: Readonly<Record<Channel, typeof IconNote>> = {
  note: IconNote,
  phone: IconPhone,
  email: IconMail,
  meeting: IconUsers,
  visit: IconCar,
  chat: IconBrandHipchat,
  sms: IconDeviceMobileMessage,
  fax: IconPrinter,
  post: IconMailbox,
  dataBox: IconBuildingBank,
  event: IconCalendarEvent,
}

export function ChannelIcon({ channel, size = 16 }: { channel: Channel; size?: number }) {
  const Icon = channelIcons[channel]
  return <Icon size={size} stroke={1.5} aria-hidden />
}
