import net from 'node:net'
import { Refusal } from './refusal.mjs'

/** Throws a Refusal that names the variable to change where the app could not listen on this host and port. */
export async function checkPort(host, port) {
  const code = await new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
  if (code === null) return
  if (code === 'EADDRINUSE') {
    throw new Refusal(
      `Port ${port} on ${host} is taken by another program. Stop that program, or choose another port: PORT=${port === 65_535 ? 3100 : port + 100} npm run up`,
    )
  }
  if (code === 'EACCES') throw new Refusal(`PORT ${port} is not for this user. Choose one from 1024 on.`)
  throw new Refusal(`HOST ${host} is no address that this machine can listen on (${code}).`)
}
