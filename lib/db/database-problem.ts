import { OperatorError } from '#lib/core/operator-error.ts'

const problems: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens at the address in DATABASE_URL. Start PostgreSQL, or correct the address.',
  ENOENT: 'The socket that DATABASE_URL names does not exist. Start PostgreSQL, or correct the address.',
  ENOTFOUND: 'The host in DATABASE_URL has no address. Correct its name.',
  EAI_AGAIN: 'The host in DATABASE_URL could not be looked up: the name server did not answer.',
  ETIMEDOUT: 'The database in DATABASE_URL did not answer in time. Check the address and the network between.',
  EHOSTUNREACH: 'The host in DATABASE_URL cannot be reached. Check the address and the network between.',
  ENETUNREACH: 'The host in DATABASE_URL cannot be reached. Check the address and the network between.',
  EACCES: 'This process may not open the socket that DATABASE_URL names.',
  '28P01': 'PostgreSQL refused the user or the password in DATABASE_URL.',
  '28000': 'PostgreSQL refused the user in DATABASE_URL.',
  '3D000': 'The database that DATABASE_URL names does not exist. Create it, empty; its tables are made at the start.',
  '42501': 'The user in DATABASE_URL may not do what is needed. Make it the owner of the database.',
  '53300': 'PostgreSQL has no connection left. Raise max_connections, or stop what holds them.',
  '55P03':
    'Another process has been migrating this database for ten minutes. Wait for it, or stop it, and start again.',
  '57P03': 'PostgreSQL is starting or stopping. Try again in a moment.',
  '53100': 'PostgreSQL has no disk space left.',
}

/**
 * What is wrong with the database, for an operator. The library's own message is left out: it quotes address, statement
 * or row. An OperatorError is passed on as it is.
 */
export function databaseProblem(error: unknown): OperatorError {
  if (error instanceof OperatorError) return error
  const code = codeOf(error)
  const known = code === undefined ? undefined : problems[code]
  if (known !== undefined) return new OperatorError(known)
  if (error instanceof Error && /timeout/i.test(error.message)) return new OperatorError(problems.ETIMEDOUT as string)
  return new OperatorError(`The database in DATABASE_URL cannot be used (${code ?? 'no error code'}).`)
}

/** Node's or PostgreSQL's code of an error, also where several addresses were tried. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return /^[A-Z0-9_]{1,40}$/.test(error.code) ? error.code : undefined
}
