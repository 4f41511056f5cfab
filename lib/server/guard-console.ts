import { log } from '#lib/core/log.ts'

const longestText = 500

/**
 * Takes over what Next and libraries print as an error or a warning: of an Error its name, frames and digest, of
 * anything else its text, as one line of the log. Threat: whoever sends a broken action, signed in or not, chooses the
 * message that Next prints of it: a value then stands in the log, or a line that Postern never wrote.
 */
export function guardConsole(to: Pick<Console, 'error' | 'warn'> = console): void {
  for (const level of ['error', 'warn'] as const) to[level] = (...args: unknown[]) => logPrinted(level, args)
}

function logPrinted(level: 'error' | 'warn', args: unknown[]): void {
  const error = args.find((each) => each instanceof Error)
  if (!error) {
    log[level]('printed', { text: args.map(String).join(' ').slice(0, longestText) })
    return
  }
  const id = log.failure(error)
  const digest = 'digest' in error ? String(error.digest) : ''
  if (/^[0-9a-z]{1,20}$/.test(digest)) log.error('failure.digest', { id, digest })
}
