import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'

/** A port that nobody listens on now, so that several runs on one machine do not meet. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
