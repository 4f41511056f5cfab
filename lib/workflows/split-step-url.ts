import { type SplitUrl, splitUrl } from '#lib/references/split-url.ts'

/**
 * A step's URL in its parts. Pure and total. Only https, whether a step carries a secret or not: what an earlier answer gave
 * may be one.
 */
export function splitStepUrl(url: string): SplitUrl {
  if (/^http:/i.test(url)) return { ok: false, message: 'Steps are sent over https only. Begin the URL with https://.' }
  return splitUrl(url)
}
