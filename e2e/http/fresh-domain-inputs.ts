import { randomBytes } from 'node:crypto'

type Changed = { id: string; rowVersion: number }
/** Calls an action as the owner, for the organization itself; it must work. */
type Call = (action: string, input: object) => Promise<Changed>

const newDomain = () => {
  const slug = `d${randomBytes(6).toString('hex')}`
  return { name: `Domain ${slug}`, slug }
}
const seen = ({ id, rowVersion }: Changed) => ({ id, rowVersion })
const made = async (call: Call) => seen(await call('createDomainAction', newDomain()))

/** Action → an input that works, on a domain made for this call alone. */
export const domainInputs: Record<string, (call: Call) => Promise<object>> = {
  createDomainAction: async () => newDomain(),
  renameDomainAction: async (call) => ({ ...(await made(call)), name: newDomain().name }),
  archiveDomainAction: made,
  restoreDomainAction: async (call) => seen(await call('archiveDomainAction', await made(call))),
}
