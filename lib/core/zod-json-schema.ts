// Apart from zod.ts: only what describes the API needs it, and no page.
export { toJSONSchema } from 'zod'
