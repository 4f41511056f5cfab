import { config } from 'zod'

// zod compiles its parsers with `new Function` where it can, and probes for that: both break the page's
// Content-Security-Policy. Everyone takes `z` from here, so that this stands before any schema.
config({ jitless: true })

export * as z from './zod-parts.ts'
