import type { EarlierAttempt, Exchange } from '#lib/sending/exchange.ts'
import { stepWords } from './step-words.ts'

/** What became of a test, for those who hear it: one sentence instead of two whole messages. */
export function exchangeSentence(exchange: Exchange): string {
  if (exchange.outcome === 'refused') {
    const stopped = exchange.steps.find(({ state }) => state === 'stopped')
    const where = stopped ? `Refused at ${stepWords[stopped.step]}.` : 'Refused.'
    return `${where} ${exchange.message.replaceAll('`', '')}${exchange.nothingLeft ? ' Nothing left Postern.' : ''}`
  }
  const { answer, durationMs, redactions } = exchange
  const status = `${answer.status} ${answer.statusText}`.trim()
  return `Answered ${status} in ${durationMs} milliseconds, ${redactionsText(redactions)}.`
}

/** How much was taken out of an answer. */
export function redactionsText(count: number): string {
  if (count === 0) return 'nothing redacted'
  return count === 1 ? '1 value redacted' : `${count} values redacted`
}

/** What became of a request before the last one of its send. */
export function earlierSentence({ why, host, status, code }: EarlierAttempt): string {
  if (why === 'redirect') return `${status ?? 'A redirect'} from ${host}, followed`
  if (status !== null) return `${status} from ${host}, tried again`
  return code === 'upstream_timeout'
    ? `No answer from ${host} in time, tried again`
    : `${host} could not be reached, tried again`
}
