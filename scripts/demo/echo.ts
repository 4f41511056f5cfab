// The process behind `npm run up -- --demo` that plays the outside world:
//   node scripts/demo/echo.ts HOME [HTTPS_PORT [HTTP_PORT]]
// It writes its certificate authority into HOME, listens on 127.0.0.1 (on free ports unless they are given), prints one
// line of JSON for whoever started it, and serves until it is stopped or that process has gone:
//   authority  path for NODE_EXTRA_CA_CERTS of the app
//   hosts      value for POSTERN_DEMO_HOSTS of the app
//   received   address of the page that shows a browser what arrived
//   key        a key of the weather service, to be stored as a secret by hand
import path from 'node:path'
import { demoHostsVariable } from './demo-hosts.ts'
import { startEchoServers } from './echo-servers.ts'
import { makeCertificate } from './make-certificate.ts'
import { newWeatherKey } from './weather-key.ts'

const [home, httpsPort = '0', httpPort = '0'] = process.argv.slice(2)
if (home === undefined) throw new Error('The first argument is the folder of the demo.')

const { authority, certificate } = await makeCertificate(path.resolve(home))
const ports = { https: Number(httpsPort), http: Number(httpPort) }
const servers = await startEchoServers(certificate, ports).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error
  process.stderr.write('A port of the demo’s service is taken. Stop what listens there, or leave the port out.\n')
  process.exit(1)
})

process.stdout.write(
  `${JSON.stringify({
    authority,
    hosts: demoHostsVariable(servers.httpsPort),
    received: `http://127.0.0.1:${servers.httpPort}/received`,
    key: newWeatherKey(),
  })}\n`,
)

const stop = () => process.exit(0)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
process.on('disconnect', stop)
