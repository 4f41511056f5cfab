// Brings the database of DATABASE_URL to this build's schema. Run by the launcher for tests and figures.
import { env } from '#lib/core/env.ts'
import { migrate } from '#lib/db/migrate.ts'
import { answer, runStep } from './answer.ts'

await runStep(async () => answer({ applied: await migrate(env().databaseUrl) }))
