import type { Guard } from './guard.ts'

/** What programs send and read. */
export const requestGuards: Guard[] = [
  {
    name: 'a token that ends while its body comes, or before a hop',
    file: 'lib/api/requests/send-given.ts',
    text: '      await assertTokenHolds(permit, at)\n',
    without: '',
    tests: ['lib/api/requests/send-access.test.ts'],
  },
  {
    name: 'a host that a program chose for a secret which it may not change',
    file: 'lib/api/requests/send-given.ts',
    text: 'const reach = reachOf(actor)',
    without: "const reach = reachOf(actor) && 'organization'",
    tests: ['lib/api/requests/send-refused.test.ts'],
  },
  {
    name: 'guesses beside a reference',
    file: 'lib/api/requests/send-given.ts',
    text: '    await countTest(permit, request)\n',
    without: '',
    tests: ['lib/api/requests/send-access.test.ts'],
  },
  {
    name: 'text that is no reference, nearly is one, or stands where none may',
    file: 'lib/api/requests/given-request.ts',
    text: '  if (faults.length > 0) throw refusalOf(faults, fieldOf)\n',
    without: '',
    tests: ['lib/api/requests/send-refused.test.ts'],
  },
  {
    name: 'the organization’s keys for a domain’s token',
    file: 'lib/allowlist/key-reach.ts',
    text: "actor.domainId === null ? 'organization' : 'domain'",
    without: "'organization'",
    tests: ['lib/api/requests/endpoints.test.ts'],
  },
  {
    name: 'a log that is read on by whoever may no more',
    file: 'lib/changelog/export-entries.ts',
    text: '    await holdPermit(db(), permit)\n',
    without: '',
    tests: ['lib/api/requests/activity.test.ts'],
  },
]
