// The process that plays the outside world for `npm run up -- --demo`: `node scripts/demo/echo.ts HOME`. It writes its
// certificate authority into HOME, listens on free ports of 127.0.0.1, and prints one line of JSON for the launcher:
//   authority  path for NODE_EXTRA_CA_CERTS of the app
//   hosts      value for POSTERN_DEMO_HOSTS of the app
//   received   address of the page that shows a browser what arrived
//   key        a key of the weather service, to be stored as a secret by hand
import path from 'node:path'
import { demoHostsVariable } from './demo-hosts.ts'
import { startEchoServers } from './echo-servers.ts'
import { makeCertificate } from './make-certificate.ts'
import { newWeatherKey } from './weather-key.ts'

const home = process.argv[2]
if (home === undefined) throw new Error('The first argument is the folder of the demo.')

const { authority, certificate } = await makeCertificate(path.resolve(home))
const { httpsPort, httpPort } = await startEchoServers(certificate)
const hosts = demoHostsVariable(httpsPort)
const received = `http://127.0.0.1:${httpPort}/received`
process.stdout.write(`${JSON.stringify({ authority, hosts, received, key: newWeatherKey() })}\n`)

const stop = () => process.exit(0)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
// Whoever started it is gone: there is nobody left to play for.
process.on('disconnect', stop)
