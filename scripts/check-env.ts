// Says what the environment means before anything is started, or which variable is malformed.
import { parseEnv } from '#lib/core/env.ts'
import { answer, runStep } from './answer.ts'

await runStep(async () => {
  // The embedded database is not up yet; its address needs no check.
  const { host, port, url } = parseEnv({
    ...process.env,
    DATABASE_URL: process.env.DATABASE_URL || 'postgresql://embedded/',
  })
  answer({ host, port, url: url.origin })
})
