import type { Exchange } from '#lib/sending/exchange.ts'
import { maskExchange } from './mask-exchange.ts'

const mostBytes = 512 * 1024

/** An exchange as the text that is sealed: masked first, and then shortened where it is longer than what is kept. */
export function exchangeText(exchange: Exchange): string {
  const masked = maskExchange(exchange)
  for (const longest of [Number.POSITIVE_INFINITY, 8 * 1024, 512]) {
    const text = JSON.stringify(shortened(masked, longest))
    if (Buffer.byteLength(text) <= mostBytes) return text
  }
  return JSON.stringify({ ...shortened(masked, 0), request: null })
}

function shortened(exchange: Exchange, longest: number): Exchange {
  const short = (text: string) => (text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`)
  const pairs = (all: { name: string; value: string }[]) =>
    all.map(({ name, value }) => ({ name: short(name), value: short(value) }))
  const request = exchange.request && {
    ...exchange.request,
    target: short(exchange.request.target),
    headers: pairs(exchange.request.headers),
    body: short(exchange.request.body),
  }
  if (exchange.outcome !== 'answered') return { ...exchange, request }
  const { answer } = exchange
  const body = short(answer.body)
  return {
    ...exchange,
    request,
    answer: {
      ...answer,
      headers: pairs(answer.headers),
      trailers: pairs(answer.trailers),
      body,
      bodyTruncated: answer.bodyTruncated || body !== answer.body,
    },
  }
}
