/** What a secret without allowed domains may do, as the organization has laid it down. */
export function emptyDomainsText(policies: { allowedDomainsRequired: boolean; hostApprovalRequired: boolean }): string {
  if (policies.allowedDomainsRequired) return 'A policy of this organization requires at least one.'
  return policies.hostApprovalRequired
    ? 'Left empty, it goes to any host that an admin chose for it, and to others once an admin has approved them.'
    : 'Leave empty to allow any host.'
}
