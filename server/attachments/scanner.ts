// Shows a file to the firm's virus scanner: a command, or a ClamAV daemon over its INSTREAM protocol.
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import net from 'node:net'
import type { StorageSettings } from '#server/kit/config.ts'

/** `unknown`: the scanner is away or does not understand; the file waits until it does. */
export type Verdict = 'clean' | 'infected' | 'unknown'
export type Scanner = (path: string) => Promise<Verdict>

/** A scanner that does not answer in time counts as away. */
const longestMs = 60_000

export function scannerOf(settings: StorageSettings): Scanner | undefined {
  const { scan } = settings
  if (!scan) return undefined
  return 'command' in scan ? (path) => byCommand(scan.command, path) : (path) => byDaemon(scan.host, scan.port, path)
}

function byCommand(command: readonly string[], path: string): Promise<Verdict> {
  return new Promise((resolve) => {
    const [program = '', ...args] = command
    // Without a shell: a name of a file can never become a command.
    const child = spawn(program, [...args, path], { stdio: 'ignore', timeout: longestMs })
    child.on('error', () => resolve('unknown'))
    child.on('close', (code) => resolve(code === 0 ? 'clean' : code === 1 ? 'infected' : 'unknown'))
  })
}

/** `zINSTREAM`, then pieces each behind its length, an empty one at the end; the answer ends with OK or FOUND. */
function byDaemon(host: string, port: number, path: string): Promise<Verdict> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: longestMs })
    const file = createReadStream(path, { highWaterMark: 64 * 1024 })
    let answer = ''
    const end = (verdict: Verdict) => {
      file.destroy()
      socket.destroy()
      resolve(verdict)
    }
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      file.on('data', (chunk) => {
        const piece = chunk as Buffer
        const length = Buffer.alloc(4)
        length.writeUInt32BE(piece.length)
        socket.write(length)
        if (!socket.write(piece)) file.pause()
      })
      file.on('end', () => socket.write(Buffer.alloc(4)))
    })
    socket.on('drain', () => file.resume())
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (answer.length > 4096 || answer.includes('\0')) end(verdictOf(answer))
    })
    socket.on('end', () => end(verdictOf(answer)))
    socket.on('timeout', () => end('unknown'))
    socket.on('error', () => end(verdictOf(answer)))
    file.on('error', () => end('unknown'))
  })
}

function verdictOf(answer: string): Verdict {
  const text = answer.replace(/\0[\s\S]*/, '').trim()
  if (/\bFOUND$/.test(text)) return 'infected'
  return /:\s*OK$/.test(text) ? 'clean' : 'unknown'
}
