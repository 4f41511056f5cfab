import { readFileSync } from 'node:fs'

type UrlCase = {
  input: string
  base?: string | null
  failure?: boolean
  host?: string
  hostname?: string
  protocol?: string
}

const read = <Row>(name: string): Row[] =>
  (JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8')) as (Row | string)[]).filter(
    (row): row is Row => typeof row !== 'string',
  )

/** web-platform-tests, `url/resources/urltestdata.json`: what a URL parser makes of a text. */
export const urlCases = (): UrlCase[] => read<UrlCase>('wpt-urltestdata.json')

/** web-platform-tests, `url/resources/toascii.json`: what a URL parser makes of a host; null where it is none. */
export const hostCases = (): { input: string; output: string | null }[] => read('wpt-toascii.json')
