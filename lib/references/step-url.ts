import { baseUrlProblem } from './base-url.ts'

/** A step's URL in the parts that are judged: `https://host[:port]`, and what follows it. Total. */
export function splitUrl(url: string): { baseUrl: string; path: string } {
  const [, baseUrl = '', path = ''] = /^((?:https?:\/\/)?[^/?#]*)(.*)$/su.exec(url) ?? []
  return { baseUrl, path }
}

/**
 * Why a text cannot be a step's URL, or null; its path is judged with the rest of the request. Total. Steps go over
 * https alone, whether they carry a secret or not: what an earlier answer gave may be one.
 */
export function stepUrlProblem(url: string): string | null {
  if (url === '') return 'Enter the URL, such as https://api.example.com/v2/contacts.'
  const { baseUrl } = splitUrl(url)
  if (/^http:\/\//i.test(baseUrl)) return 'Steps are sent over https only. Begin the URL with https://.'
  if (!/^https:\/\/[^/?#]/i.test(baseUrl))
    return 'The URL must begin with https:// and a host, such as https://api.example.com/v2.'
  if (/[{}]/.test(baseUrl)) return 'The host may hold no reference and no macro.'
  return (
    baseUrlProblem(baseUrl)
      ?.replace(/^The base URL/, 'The URL')
      .replace(/the base URL/g, 'the URL') ?? null
  )
}
