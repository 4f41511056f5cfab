// `prisma generate` would fetch a native schema engine from a host that many networks do not reach. It does not
// run that engine: naming any executable keeps it from looking for one. Migrations are applied by lib/db/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

import { defineConfig } from 'prisma/config'

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
