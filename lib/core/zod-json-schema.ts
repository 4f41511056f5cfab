export { toJSONSchema } from 'zod'
