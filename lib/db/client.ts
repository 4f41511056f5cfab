import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

// In development the module is evaluated again at every reload; one pool per process all the same.
const held = globalThis as { posternDatabase?: PrismaClient }

/** The process's one database client, made at first use. Throws if DATABASE_URL is missing. */
export function db(): PrismaClient {
  held.posternDatabase ??= connect()
  return held.posternDatabase
}

/** Ends the pool, so that a command or a test can exit. */
export async function disconnect(): Promise<void> {
  await held.posternDatabase?.$disconnect()
  delete held.posternDatabase
}

function connect(): PrismaClient {
  const connectionString = process.env.DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set: start Postern with `npm run up`.')
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 16 }) })
}
