/** Whether a transaction failed because PostgreSQL took it out of a circle of waiting ones: it may be begun again. */
export function isDeadlock(error: unknown): boolean {
  const { code, meta } = (error instanceof Error ? error : {}) as { code?: unknown; meta?: Meta }
  // Of a statement that Prisma wrote, and of one that we did.
  return code === 'P2034' || (code === 'P2010' && meta?.driverAdapterError?.cause?.kind === 'TransactionWriteConflict')
}

type Meta = { driverAdapterError?: { cause?: { kind?: unknown } } }
