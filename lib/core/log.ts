import { randomInt } from 'node:crypto'
import pino from 'pino'

export type LogFields = Record<string, string | number | boolean | null>

export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /**
   * Logs something unexpected under a new short id and returns the id, which may be shown. Never the message, nor any
   * other property of the error: a library's message quotes the value that it choked on.
   */
  failure(error: unknown): string
}

/** A log of JSON lines, one a call, written before the call returns. */
export function createLog(destination: pino.DestinationStream): Log {
  const lines = pino(
    {
      base: undefined,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return {
    info: (event, fields = {}) => lines.info(fields, event),
    warn: (event, fields = {}) => lines.warn(fields, event),
    error: (event, fields = {}) => lines.error(fields, event),
    failure(error) {
      const id = shortId()
      lines.error({ id, error: described(error) }, 'failure')
      return id
    },
  }
}

export const log: Log = createLog(pino.destination({ dest: 1, sync: true }))

type Described = { name: string; code?: string; frames: string[]; cause?: Described }

function described(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  const code = 'code' in error ? error.code : undefined
  return {
    name: /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,39}$/.test(code) ? { code } : {}),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < 3 ? { cause: described(error.cause, depth + 1) } : {}),
  }
}

/** The lines at the end of a stack that are frames. What stands before them is the message, of any number of lines. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').replace(`${error.message}\n`, '\n').split('\n')
  const isFrame = (line: string) => /^ {4}at .*(:\d+:\d+\)?|\(<anonymous>\)|\(index \d+\))$/.test(line)
  const start = lines.findLastIndex((line) => !isFrame(line)) + 1
  return lines.slice(start, start + 20).map((line) => line.slice('    at '.length))
}

function shortId(): string {
  const alphabet = '23456789abcdefghjkmnpqrstvwxyz'
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
