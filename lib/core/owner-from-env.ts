import { readFileSync } from 'node:fs'
import { OperatorError } from './operator-error.ts'

export type OwnerFromEnv = { email: string; password: string; organization: string; domain: string }

type Source = Record<string, string | undefined>

/** The variables that hold the first owner's password, or say where it is: nothing but the first start may see them. */
export const ownerVariables = ['POSTERN_OWNER_EMAIL', 'POSTERN_OWNER_PASSWORD', 'POSTERN_OWNER_PASSWORD_FILE'] as const

/**
 * The first owner as the environment names them, or null if it does not. Reads the password's file (one line break at
 * its end is not part of it). Throws an OperatorError, which quotes nothing, if only half of it is given.
 */
export function ownerFromEnv(source: Source = process.env): OwnerFromEnv | null {
  const email = source.POSTERN_OWNER_EMAIL || undefined
  const given = source.POSTERN_OWNER_PASSWORD || undefined
  const file = source.POSTERN_OWNER_PASSWORD_FILE || undefined
  if (email === undefined && given === undefined && file === undefined) return null
  if (email === undefined) {
    throw new OperatorError('POSTERN_OWNER_EMAIL must name the first owner, because a password for them is given.')
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new OperatorError('POSTERN_OWNER_EMAIL must be an e-mail address.')
  if ((given === undefined) === (file === undefined)) {
    throw new OperatorError(
      'Exactly one of POSTERN_OWNER_PASSWORD and POSTERN_OWNER_PASSWORD_FILE must be given with POSTERN_OWNER_EMAIL.',
    )
  }
  return {
    email,
    password: given ?? passwordIn(file as string),
    organization: source.POSTERN_ORGANIZATION || 'Acme',
    domain: source.POSTERN_DOMAIN || 'main',
  }
}

function passwordIn(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new OperatorError('POSTERN_OWNER_PASSWORD_FILE must name a file that this process may read.')
  }
  if (text === '') throw new OperatorError('The file that POSTERN_OWNER_PASSWORD_FILE names is empty.')
  return text
}
