import { headers } from 'next/headers.js'

/** Path and query of the page at hand, as proxy.ts notes them; '/' where it did not. */
export async function currentPath(): Promise<string> {
  return (await headers()).get('x-postern-path') ?? '/'
}
