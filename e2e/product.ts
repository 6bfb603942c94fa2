// One product with the demo company for all journeys, beside it a register that answers as ARES did when it was recorded.
import { rmSync } from 'node:fs'
import { recordedAres } from '#server/registers/recorded-ares.ts'
import { sessionsFile, startServer } from './server.ts'

/** The register is out of order whenever somebody asks for this company. */
export const icoOfAnUnreachableRegister = '00000019'

export default async function startProduct(): Promise<() => Promise<void>> {
  rmSync(sessionsFile, { force: true })
  const ares = await recordedAres()
  ares.misbehave = (request, response) => {
    if (!request.url?.includes(icoOfAnUnreachableRegister)) return false
    response.writeHead(503, { 'content-type': 'text/plain' }).end('out of order')
    return true
  }
  const product = await startServer({
    name: 'demo',
    port: Number(process.env.E2E_PORT),
    demo: true,
    aresUrl: ares.url,
  })
  process.env.E2E_LOGINS = JSON.stringify(product.logins)
  return async () => {
    await product.stop()
    await ares.close()
    rmSync(sessionsFile, { force: true })
  }
}
