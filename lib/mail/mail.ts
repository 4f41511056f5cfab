/** A mail to one person, by what it says; lib/mail/compose-mail.ts makes text and HTML of it. */
export type Mail = {
  /** An e-mail address as an account has it. */
  to: string
  subject: string
  /** Sentences of plain text, a paragraph each. */
  paragraphs: string[]
  /** What the mail is for: a button in HTML, the address in a line of its own in text. It may hold a token. */
  action?: { label: string; url: string }
  /** What stands below: who may ignore it, and why it came. */
  closing: string
}

/** What became of a mail: `not_set_up` where the operator has set no mail server. */
export type MailOutcome = 'sent' | 'failed' | 'not_set_up'
