/** The form in which root's e-mail is stored and looked up. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
