import { db } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** A client inside a transaction. Code that sends requests, mails or hashes passwords may not import this type. */
export type Tx = Prisma.TransactionClient

/**
 * Runs `fn` in one transaction (READ COMMITTED) and commits when it resolves; when it throws, nothing has happened.
 * READ COMMITTED is enough because every change locks the row it is about to change or the head of the change log.
 */
export function inTransaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(fn, { maxWait: 10_000, timeout: 30_000 })
}
