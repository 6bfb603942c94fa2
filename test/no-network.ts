// Denies the network to tests: only the loopback may be reached.
import net from 'node:net'

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const target = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { host?: string; path?: string } | number | string
  const host = typeof target === 'object' && target ? target.host : undefined
  if (host && !['localhost', '127.0.0.1', '::1'].includes(host)) {
    throw new Error(`a test tried to reach ${host}; the network is denied`)
  }
  return (connect as (...a: unknown[]) => net.Socket).apply(this, args)
} as typeof connect
